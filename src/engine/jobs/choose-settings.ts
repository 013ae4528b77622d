import { chooseSettings as choose, type AutoModel } from '../../core/auto-settings';
import { fastModel } from '../../client/fast-model';
import { isRemote } from '../../client/device';
import type { RunControl } from '../../core/control';
import { denoiseCrop, planesSource } from '../../core/crop-denoiser';
import type { Planes } from '../../core/geometry';
import { noiseSamplesInSteps } from '../../core/noise-samples';
import { probedCrop } from '../../core/probe';
import type { DenoiseSettings } from '../../core/settings';
import { trialCrops } from '../../core/trial-crops';
import { noiseOf } from '../images/noise-of';
import { orCancelled } from '../cancel';
import { inTurns } from '../in-turns';
import { cardInfo } from '../models/card';
import type { Model } from '../models/registry';
import type { Handler } from '../server';
import type { Services } from '../services';
import { forFixedSize } from '../sessions/fixed-size-network';
import { OrtNetwork } from '../sessions/ort-network';
import { text } from '../text';
import { describeModel } from './inspect';

/** Estimates the noise and tries the few models and settings that it allows on crops of the image. */
export function chooseSettings(services: Services): Handler<'chooseSettings'> {
  return async ({ image, page, model: name, device, anyModel }, { token }) => {
    const start = performance.now();
    const model = await services.models.find(name);
    const { raster } = await orCancelled(token, () => services.images.get(image, page));
    const asked = { ...(await describeModel(services, model, token)), name };
    // A server's address names one model, unless it leaves that open.
    const mayChange = !isRemote(device) || device.includes('{model}');
    const others = anyModel && mayChange ? await othersThan(services, model) : [];
    const noise = await noiseOf(raster, token);
    const samples = await inTurns(noiseSamplesInSteps(raster), token);
    const rects = samples ? trialCrops(raster) : [];
    const crops = rects.map(rect => raster.read(rect));
    const probed = () => (samples ? crops.map((crop, i) => probedCrop(crop, rects[i], samples, 0)) : []);
    const control: RunControl = { token, priority: 'interactive' };
    const denoise = async (tried: AutoModel, settings: DenoiseSettings, planes: readonly Planes[]) => {
      const loaded = await orCancelled(token, async () =>
        services.sessions.load(tried === asked ? model : await services.models.find(tried.name), device),
      );
      const { session, traits } = loaded;
      const run = new OrtNetwork(session, traits, services.inferenceQueue, loaded.pixelsPerRun);
      const { network } = forFixedSize(run, traits);
      return Promise.all(planes.map(each => denoiseCrop(planesSource(each), network, settings, control)));
    };
    const choice = await choose(noise, [asked, ...others], crops, probed, denoise);
    return {
      model: choice.model,
      settings: choice.settings,
      reason: text.settingsChosen(choice, name),
      noise,
      candidates: [...choice.candidates],
      seconds: (performance.now() - start) / 1000,
    };
  };
}

/** The other bundled models, if the first of them is the one that is asked for: it stands for all. */
async function othersThan({ models }: Services, { path }: Model): Promise<AutoModel[]> {
  const [first, ...rest] = await models.bundled();
  if (first.path !== path) return [];
  return rest.flatMap(({ name, card, path: other }) => (card && name !== fastModel ? [cardInfo(card, other)] : []));
}
