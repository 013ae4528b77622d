import { chooseSettings as choose } from '../../core/auto-settings';
import type { RunControl } from '../../core/control';
import { denoiseCrop, planesSource } from '../../core/crop-denoiser';
import { estimateNoise } from '../../core/noise';
import type { DenoiseSettings } from '../../core/settings';
import { trialCrops } from '../../core/trial-crops';
import { orCancelled } from '../cancel';
import type { Handler } from '../server';
import type { Services } from '../services';
import { forFixedSize } from '../sessions/fixed-size-network';
import { OrtNetwork } from '../sessions/ort-network';
import { providers } from '../sessions/provider';
import { text } from '../text';
import { describeModel } from './inspect';

/** Estimates the noise and tries the few settings that it allows on crops of the image. */
export function chooseSettings(services: Services): Handler<'chooseSettings'> {
  return async ({ image, page, model: name, device }, { token }) => {
    const start = performance.now();
    const model = await services.models.find(name);
    const { raster } = await orCancelled(token, () => services.images.get(image, page));
    const info = await describeModel(services, model, token);
    const noise = estimateNoise(raster);
    const loaded = await orCancelled(token, () => services.sessions.load(model, device));
    const { session, traits } = loaded;
    const network = new OrtNetwork(session, traits, services.inferenceQueue, providers[loaded.device].pixelsPerRun);
    const fitted = forFixedSize(network, traits).network;
    const crops = trialCrops(raster).map(rect => raster.read(rect));
    const control: RunControl = { token, priority: 'interactive' };
    const denoise = (settings: DenoiseSettings) =>
      Promise.all(crops.map(planes => denoiseCrop(planesSource(planes), fitted, settings, control)));
    const { settings, reason, candidates } = await choose(noise, info, crops, denoise);
    return {
      settings,
      reason: text.settingsChosen[reason](settings),
      noise,
      candidates: [...candidates],
      seconds: (performance.now() - start) / 1000,
    };
  };
}
