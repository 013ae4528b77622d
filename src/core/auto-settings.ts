/**
 * Settings that choose themselves, without a reference: the noise (noise.ts) says what is worth trying, and a score says which
 * candidate is best on crops. Limits measured on microscope, phone and camera pictures, see docs/quality.md.
 */
import { flatResidue } from './flat-residue';
import type { Planes } from './geometry';
import { isInRange, type NoiseRange, type NoiseTraits } from './noise-range';
import { withProbe, type ProbedCrop } from './probe';
import { risk, type Risk } from './risk';
import { scoreOf } from './score';
import {
  type DenoiseSettings,
  presetFor,
  type RecommendedSettings,
  type SettingChanges,
  type SettingName,
  withChanges,
} from './settings';

export interface AutoModel extends RecommendedSettings {
  readonly name: string;
  readonly takesMask: boolean;
  readonly singlePass: boolean;
  readonly predictsScale: boolean;
  /** The kinds of noise that it was trained on; none where its card says nothing. */
  readonly noiseRange: readonly NoiseRange[];
  /** Changes to the preset `masks` that suit strong correlated noise which it knows, if its card names any. */
  readonly strongNoise?: SettingChanges | undefined;
}

export interface Candidate {
  readonly model: string;
  readonly settings: DenoiseSettings;
  /** Variance left in the flat parts, as a share of that of the noisy image. */
  readonly left: number;
  /** Estimated error against the clean image, in dB, the more the better; only of those that were compared. */
  readonly score?: number | undefined;
}

/** One that was tried; what it leaves is measured anew, and changes, with every further one. */
interface Trial {
  readonly model: AutoModel;
  readonly settings: DenoiseSettings;
  readonly result: readonly Planes[];
  left: number;
  /** Measured when it is first asked for. */
  risk?: Risk;
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
/**
 * Correlated noise stronger than this, outside what the network was trained on, leaves blotches that are larger than
 * blocks; at PD 2 it is independent, which it knows.
 */
const veryStrong = 0.11;
/**
 * Texture that `left` takes for noise is left by every candidate: of correlated noise only one that leaves less than this share is worth
 * measuring. On a confocal picture, whose noise is independent, what left more than that was 1.2 dB better.
 */
const fewer = 0.5;
/** Masks are tried where the single pass leaves this much of independent noise, or where it is stronger than this. */
const muchLeft = 0.15;
const strong = 0.08;
/** dB that a score must be better by: what costs more passes, or is not what was asked for, has to be worth it. */
const clearly = 0.5;
/**
 * dB that the score of what knows the noise may be worse by. No score sees the brightness of whole areas, which strong noise
 * shifts where it is clipped or bent by a tone curve: a network that was trained on such noise shifts it back.
 */
const slightly = 0.3;

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

type Denoise = (model: AutoModel, settings: DenoiseSettings, crops: readonly Planes[]) => Promise<readonly Planes[]>;

/**
 * @param models the one that is asked for, and others that may be taken where it does not know the noise
 * @param crops of the noisy image: flat and textured, dark and bright; none where its noise cannot be measured
 * @param probed the same with noise to probe with: drawn where something has to be compared
 * @param denoise runs a model on planes of the crops' sizes
 */
export async function chooseSettings(
  noise: NoiseTraits,
  [asked, ...others]: readonly [AutoModel, ...AutoModel[]],
  crops: readonly Planes[],
  probed: () => readonly ProbedCrop[],
  denoise: Denoise,
): Promise<Choice> {
  const unchanged = { model: asked.name, settings: asked.defaults, candidates: [] };
  if (!canChoose(asked)) return { ...unchanged, reason: 'model' };
  if (crops.length === 0) return { ...unchanged, reason: 'single-pass' };
  const trials = new Trials(crops, probed, denoise);
  let single = await trials.attempt(asked, asked.defaults);
  if (!knows(asked, noise) || single.left >= unknown) {
    for (const other of others.filter(each => canChoose(each) && knows(each, noise))) {
      const trial = await trials.attempt(other, other.defaults);
      // What `left` says clearly need not be measured: the estimate costs as much again.
      const isTexture = isCorrelated(noise) && trial.left >= fewer * single.left;
      const isTaken = knows(single.model, noise)
        ? !isTexture && (await trials.isBetter(trial, single, clearly))
        : trial.left <= single.left || (await trials.isBetter(trial, single, -slightly));
      if (isTaken) single = trial;
    }
  }
  const chosen = await settingsFor(single, noise, trials);
  return { model: single.model.name, ...chosen, candidates: trials.all() };
}

function knows({ noiseRange }: AutoModel, noise: NoiseTraits): boolean {
  return isInRange(noise, noiseRange);
}

function isCorrelated({ correlation }: NoiseTraits): boolean {
  return correlation[0] >= correlated;
}

/** @param single the single pass of the model that is taken */
async function settingsFor(
  single: Trial,
  noise: NoiseTraits,
  trials: Trials,
): Promise<Pick<Choice, 'settings' | 'reason'>> {
  const { model, left } = single;
  const unchanged = { settings: single.settings, reason: 'single-pass' } as const;
  const masks = { ...presetFor('masks', model), masks: 4, seed: single.settings.seed };
  const weighted = model.predictsScale ? [masks] : [];

  if (isCorrelated(noise) && single.settings.pdFactor === 1) {
    const familiar = knows(model, noise);
    if (noise.sigma > strong && familiar) {
      const settings = withChanges(masks, model.strongNoise);
      return weighted.length > 0 ? { settings, reason: 'strong' } : unchanged;
    }
    const tooStrong = noise.sigma > veryStrong && !familiar;
    if (left < unknown && !tooStrong) return unchanged;
    const apart = await trials.attempt(model, { ...single.settings, pdFactor: 2 });
    if (!tooStrong && apart.left >= fewer * single.left) return unchanged;
    const best = await trials.bestOf(apart, [
      { ...single.settings, pdFactor: 3 },
      ...weighted.map(settings => ({ ...settings, pdFactor: 2 })),
    ]);
    const taken = await trials.isBetter(best, single, tooStrong ? -slightly : clearly);
    return taken ? { settings: best.settings, reason: tooStrong ? 'strong' : 'correlated' } : unchanged;
  }

  if ((left <= muchLeft && noise.sigma <= strong) || weighted.length === 0) return unchanged;
  const four = await trials.attempt(model, masks);
  return (await trials.isBetter(four, single, clearly)) ? { settings: masks, reason: 'independent' } : unchanged;
}

/** Candidates on the crops of one image, and which of them is better. */
class Trials {
  private readonly tried: Trial[] = [];
  private probes: readonly ProbedCrop[] | undefined;

  constructor(
    private readonly crops: readonly Planes[],
    private readonly probed: () => readonly ProbedCrop[],
    private readonly denoise: Denoise,
  ) {}

  async attempt(model: AutoModel, settings: DenoiseSettings): Promise<Trial> {
    const trial: Trial = { model, settings, result: await this.denoise(model, settings, this.crops), left: 0 };
    this.tried.push(trial);
    // All anew: what is flat is told from all results together.
    const [before, ...left] = flatResidue(
      this.crops,
      this.tried.map(({ result }) => result),
    );
    for (const [i, each] of this.tried.entries()) each.left = before > 0 ? left[i] / before : 0;
    return trial;
  }

  /** The best of one that was tried and of other settings of its model, which are all tried. */
  async bestOf(tried: Trial, others: readonly DenoiseSettings[]): Promise<Trial> {
    let best = tried;
    for (const settings of others) {
      const trial = await this.attempt(tried.model, settings);
      if (await this.isBetter(trial, best, 0)) best = trial;
    }
    return best;
  }

  /** @param margin dB that `trial` must be better by */
  async isBetter(trial: Trial, other: Trial, margin: number): Promise<boolean> {
    const [a, b] = [await this.estimate(trial), await this.estimate(other)];
    return scoreOf(a, trial.left) - scoreOf(b, other.left) > margin;
  }

  all(): Candidate[] {
    return this.tried.map(({ model, settings, left, risk }) => ({
      model: model.name,
      settings,
      left,
      score: risk && scoreOf(risk, left),
    }));
  }

  /** Twice the work: only for what is compared. */
  private async estimate(trial: Trial): Promise<Risk> {
    if (trial.risk !== undefined) return trial.risk;
    const probes = (this.probes ??= this.probed());
    const probed = await this.denoise(trial.model, trial.settings, probes.map(withProbe));
    const risks = probes.map(({ noisy, probe }, i) =>
      risk({ noisy: noisy.data, denoised: trial.result[i].data, probed: probed[i].data, probe }, noisy),
    );
    const mean = (of: 'error' | 'noise') => risks.reduce((sum, each) => sum + each[of], 0) / risks.length;
    trial.risk = { error: mean('error'), noise: mean('noise') };
    return trial.risk;
  }
}
