/**
 * Settings that choose themselves: from the noise (noise.ts) and from what a few candidates leave of it in the flat parts
 * of crops (flat-residue.ts), without a reference. Limits measured on microscope, phone and camera pictures, see
 * docs/quality.md.
 */
import { flatResidue } from './flat-residue';
import type { Planes } from './geometry';
import type { NoiseSummary } from './noise';
import { isInRange, type NoiseRange } from './noise-range';
import { type DenoiseSettings, presetFor, type RecommendedSettings, type SettingName } from './settings';

export interface AutoModel extends RecommendedSettings {
  readonly name: string;
  readonly takesMask: boolean;
  readonly singlePass: boolean;
  readonly predictsScale: boolean;
  /** The kinds of noise that it was trained on; none where its card says nothing. */
  readonly noiseRange: readonly NoiseRange[];
}

export interface Candidate {
  readonly model: string;
  readonly settings: DenoiseSettings;
  /** Variance left in the flat parts, as a share of that of the noisy image. */
  readonly left: number;
}

/** One that was tried; what it leaves is measured anew, and changes, with every further one. */
interface Trial extends Candidate {
  readonly result: readonly Planes[];
  left: number;
}

export interface Choice {
  readonly model: string;
  readonly settings: DenoiseSettings;
  /** Why these: what an explanation needs. */
  readonly reason: 'model' | 'single-pass' | 'correlated' | 'strong' | 'independent';
  readonly candidates: readonly Candidate[];
}

/** Below this correlation of neighbours PD has nothing to break. */
const correlated = 0.3;
/**
 * PD is tried where the single pass leaves more than this share of correlated noise. A network that knows the noise leaves
 * less, and most of that is texture, which PD would take for noise.
 */
const unknown = 0.4;
/** PD costs detail: it must leave less than this share of what the single pass leaves. */
const pdMustLeave = 0.65;
/**
 * Correlated noise stronger than this, outside what the network was trained on, leaves blotches that are larger than
 * blocks; at PD 2 it is independent, which it knows. Then PD may leave this many times what the single pass leaves.
 */
const veryStrong = 0.11;
const pdMayLeave = 2;
/** Another model that knows the noise must leave less than this share of what the model left that was asked for. */
const otherMustLeave = 0.9;
/** Masks are tried where the single pass leaves this much of independent noise, or where it is stronger than this. */
const muchLeft = 0.15;
const strong = 0.08;
/** They must take this much more of its variance out of the flat parts, or leave this share of what was left. */
const maskGain = 0.03;
const maskMustLeave = 0.6;

/** What says nothing of what fits the noise: it stays as it was set by hand. */
export const neverChosen = ['strength', 'seed'] as const satisfies readonly SettingName[];

/** Whether there is anything to choose: any other network was made for the settings that it names. */
export function canChoose({
  takesMask,
  singlePass,
  defaultPreset,
}: Pick<AutoModel, 'takesMask' | 'singlePass' | 'defaultPreset'>): boolean {
  return takesMask && singlePass && defaultPreset === 'single-pass';
}

/**
 * @param models the one that is asked for, and others that may be taken where it does not know the noise
 * @param crops of the noisy image: flat and textured, dark and bright
 * @param denoise runs a model on the crops
 */
export async function chooseSettings(
  noise: NoiseSummary,
  [asked, ...others]: readonly [AutoModel, ...AutoModel[]],
  crops: readonly Planes[],
  denoise: (model: AutoModel, settings: DenoiseSettings) => Promise<readonly Planes[]>,
): Promise<Choice> {
  if (!canChoose(asked)) return { model: asked.name, settings: asked.defaults, reason: 'model', candidates: [] };
  const trials: Trial[] = [];
  const attempt = async (model: AutoModel, settings: DenoiseSettings): Promise<Trial> => {
    const trial = { model: model.name, settings, result: await denoise(model, settings), left: 0 };
    trials.push(trial);
    // All anew: what is flat is told from all results together.
    const [noisy, ...left] = flatResidue(
      crops,
      trials.map(({ result }) => result),
    );
    for (const [i, each] of trials.entries()) each.left = noisy > 0 ? left[i] / noisy : 0;
    return trial;
  };

  let model = asked;
  let single = await attempt(asked, asked.defaults);
  if (!knows(asked, noise) || single.left >= unknown) {
    for (const other of others.filter(each => canChoose(each) && knows(each, noise))) {
      const trial = await attempt(other, other.defaults);
      if (trial.left < otherMustLeave * single.left) [model, single] = [other, trial];
    }
  }
  const chosen = await settingsFor(model, single, noise, attempt);
  return {
    model: model.name,
    ...chosen,
    candidates: trials.map(({ model, settings, left }) => ({ model, settings, left })),
  };
}

function knows({ noiseRange }: AutoModel, noise: NoiseSummary): boolean {
  return isInRange(noise, noiseRange);
}

/** @param single the single pass of this model */
async function settingsFor(
  model: AutoModel,
  single: Trial,
  noise: NoiseSummary,
  attempt: (model: AutoModel, settings: DenoiseSettings) => Promise<Trial>,
): Promise<Pick<Choice, 'settings' | 'reason'>> {
  const unchanged = { settings: single.settings, reason: 'single-pass' } as const;
  const masks = { ...presetFor('masks', model), masks: 4, seed: single.settings.seed };
  const weighted = model.predictsScale ? [masks] : [];

  if (noise.correlation[0] >= correlated && single.settings.pdFactor === 1) {
    if (noise.sigma > strong && knows(model, noise)) {
      return weighted.length > 0 ? { settings: masks, reason: 'strong' } : unchanged;
    }
    const pd2 = await attempt(model, { ...single.settings, pdFactor: 2 });
    const masksAtPd2 = weighted.map(settings => ({ ...settings, pdFactor: 2 }));
    if (noise.sigma > veryStrong && pd2.left < pdMayLeave * single.left) {
      return { settings: masksAtPd2.at(0) ?? pd2.settings, reason: 'strong' };
    }
    if (single.left < unknown || pd2.left >= pdMustLeave * single.left) return unchanged;
    const apart = [pd2, await attempt(model, { ...single.settings, pdFactor: 3 })];
    for (const settings of masksAtPd2) apart.push(await attempt(model, settings));
    return { settings: apart.reduce((a, b) => (b.left < a.left ? b : a)).settings, reason: 'correlated' };
  }

  const worthTrying = single.left > muchLeft || noise.sigma > strong;
  if (!worthTrying || weighted.length === 0) return unchanged;
  const four = await attempt(model, masks);
  const better =
    single.left - four.left > maskGain || (noise.sigma > strong && four.left < maskMustLeave * single.left);
  return better ? { settings: masks, reason: 'independent' } : unchanged;
}
