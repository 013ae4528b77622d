/**
 * Settings that choose themselves: from the noise (noise.ts) and from what a few candidates leave of it in the flat parts
 * of crops (flat-residue.ts), without a reference. Limits measured on microscope, phone and camera pictures, see
 * docs/quality.md.
 */
import { flatResidue } from './flat-residue';
import type { Planes } from './geometry';
import type { NoiseSummary } from './noise';
import { type DenoiseSettings, presetFor, type RecommendedSettings, type SettingName } from './settings';

export interface AutoModel extends RecommendedSettings {
  readonly takesMask: boolean;
  readonly singlePass: boolean;
  readonly predictsScale: boolean;
}

export interface Candidate {
  readonly settings: DenoiseSettings;
  /** Variance left in the flat parts, as a share of that of the noisy image. */
  readonly left: number;
}

export interface Choice {
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
 * Correlated noise stronger than this is outside what the networks were trained on and leaves blotches that are larger
 * than blocks; at PD 2 it is independent, which they know. Then PD may leave this many times what the single pass leaves.
 */
const veryStrong = 0.11;
const pdMayLeave = 2;
/** Masks are tried where the single pass leaves this much of independent noise, or where it is stronger than this. */
const muchLeft = 0.15;
const strong = 0.08;
/** They must take this much more of its variance out of the flat parts, or leave this share of what was left. */
const maskGain = 0.03;
const maskMustLeave = 0.6;

/** What says nothing of what fits the noise: it stays as it was set by hand. */
export const neverChosen = ['strength', 'seed'] as const satisfies readonly SettingName[];

/** Whether there is anything to choose: any other network was made for the settings that it names. */
export function canChoose({ takesMask, singlePass, defaultPreset }: AutoModel): boolean {
  return takesMask && singlePass && defaultPreset === 'single-pass';
}

/**
 * @param crops of the noisy image: flat and textured, dark and bright
 * @param denoise runs the model on the crops
 */
export async function chooseSettings(
  noise: NoiseSummary,
  model: AutoModel,
  crops: readonly Planes[],
  denoise: (settings: DenoiseSettings) => Promise<readonly Planes[]>,
): Promise<Choice> {
  if (!canChoose(model)) return { settings: model.defaults, reason: 'model', candidates: [] };
  const single = model.defaults;
  const masks = { ...presetFor('masks', model), masks: 4, seed: single.seed };
  const tried: { settings: DenoiseSettings; result: readonly Planes[] }[] = [];
  const attempt = async (...all: DenoiseSettings[]) => {
    for (const settings of all) tried.push({ settings, result: await denoise(settings) });
    const [noisy, ...left] = flatResidue(
      crops,
      tried.map(({ result }) => result),
    );
    return left.map((value, i) => ({ settings: tried[i].settings, left: noisy > 0 ? value / noisy : 0 }));
  };
  const least = (all: readonly Candidate[]) => all.reduce((a, b) => (b.left < a.left ? b : a));
  const weighted = model.predictsScale ? [masks] : [];

  if (noise.correlation[0] >= correlated && single.pdFactor === 1) {
    const masksAtPd2 = weighted.map(settings => ({ ...settings, pdFactor: 2 }));
    let candidates = await attempt(single, { ...single, pdFactor: 2 });
    const [pd1, pd2] = candidates;
    if (noise.sigma > veryStrong && pd2.left < pdMayLeave * pd1.left) {
      return { settings: masksAtPd2.at(0) ?? pd2.settings, reason: 'strong', candidates };
    }
    if (pd1.left < unknown || pd2.left >= pdMustLeave * pd1.left) {
      return { settings: single, reason: 'single-pass', candidates };
    }
    candidates = await attempt({ ...single, pdFactor: 3 }, ...masksAtPd2);
    return { settings: least(candidates.slice(1)).settings, reason: 'correlated', candidates };
  }

  let candidates = await attempt(single);
  const worthTrying = candidates[0].left > muchLeft || noise.sigma > strong;
  if (!worthTrying || weighted.length === 0) return { settings: single, reason: 'single-pass', candidates };
  candidates = await attempt(masks);
  const [one, four] = candidates;
  const better = one.left - four.left > maskGain || (noise.sigma > strong && four.left < maskMustLeave * one.left);
  return better
    ? { settings: masks, reason: 'independent', candidates }
    : { settings: single, reason: 'single-pass', candidates };
}
