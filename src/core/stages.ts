import { type DenoiseSettings, rowOf, type SettingName, settingNames, type SettingStage } from './settings';

/**
 * noisy: the input. branch:i: output of branch i (from 0) in the PD stage, all pixels, mask set 0. union: the PD stage's
 * result, pdUp(M(pdDown(noisy))), mean over the mask sets. refined: R3's result; with R3 off the same as union.
 * single: pdUp(D(pdDown(noisy))) with nothing hidden. result: noisy + strength (denoised - noisy), where denoised is
 * single or refined as the mode says. uncertainty: how large the network expects the error of single or union to be, as the
 * mode says; before R3.
 */
export type PipelineStage = 'noisy' | `branch:${number}` | 'union' | 'refined' | 'single' | 'uncertainty' | 'result';

/** The stages that run the network; the others follow from them. */
export type NetworkStage = Exclude<PipelineStage, 'noisy' | 'result'>;

/** What a stage is made of, all the way down. */
const madeOf: Readonly<Record<SettingStage, readonly SettingStage[]>> = {
  single: [],
  branch: [],
  union: ['branch'],
  refined: ['branch', 'union'],
  // Of one of the others, see `networkStage`.
  result: [],
};

const dependencies: Readonly<Record<SettingStage, readonly SettingName[]>> = {
  single: settingsOf('single'),
  branch: settingsOf('branch'),
  union: settingsOf('union'),
  refined: settingsOf('refined'),
  result: settingsOf('result'),
};

function settingsOf(stage: SettingStage): SettingName[] {
  const stages = [stage, ...madeOf[stage]];
  return settingNames.filter(name => rowOf(name).stages.some(each => stages.includes(each)));
}

/** The stage whose network runs `stage` rests on: the result is a blend of it, R3 with ratio 0 leaves the union. */
export function networkStage(
  stage: Exclude<PipelineStage, 'noisy'>,
  { mode, r3Ratio }: Pick<DenoiseSettings, 'mode' | 'r3Ratio'>,
): NetworkStage {
  if (stage === 'result' && mode === 'single-pass') return 'single';
  if (stage === 'result' || stage === 'refined') return r3Ratio === 0 ? 'union' : 'refined';
  return stage;
}

/** Errors of this size, of white = 1, are the largest that pixels of 8 bit tell of `uncertainty`. */
export const uncertaintyEnd = 1 / 8;

/**
 * Names the pixels of a stage by all settings that they depend on, and by no others: of one image, model and device,
 * equal names mean equal pixels, and a change of an R3 knob or of the strength leaves the PD stage as it is.
 */
export function settingsKey(stage: PipelineStage, settings: DenoiseSettings): string {
  if (stage === 'noisy') return stage;
  if (stage === 'uncertainty') {
    return [stage, settingsKey(settings.mode === 'single-pass' ? 'single' : 'union', settings)].join('|');
  }
  const network = networkStage(stage, settings) as Exclude<NetworkStage, 'uncertainty'>;
  const names = dependencies[isBranch(network) ? 'branch' : network];
  const own = stage === 'result' ? dependencies.result : [];
  return [network, ...[...names, ...own].map(name => settings[name])].join('|');
}

/** Whether a setting can change anything that is looked at while the others stand as they do. */
export function takesEffect(name: SettingName, settings: DenoiseSettings): boolean {
  // In single-pass mode the branches and their union are still shown beside the result, R3 is not.
  if (rowOf(name).stages.some(stage => stage !== 'refined')) return true;
  return settings.mode === 'masks' && (name === 'r3Ratio' || settings.r3Ratio > 0);
}

function isBranch(stage: NetworkStage): stage is `branch:${number}` {
  return stage.startsWith('branch:');
}
