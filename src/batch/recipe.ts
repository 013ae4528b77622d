/** From a preset, a model's card and single settings to what is done with every image: for each who can ask. */
import type { Engine, ModelInfo } from '../client/contract';
import type { Device } from '../client/device';
import { canChoose } from '../core/auto-settings';
import {
  type DenoiseSettings,
  presetFor,
  type PresetName,
  type RecommendedSettings,
  rowOf,
  type SettingChanges,
  type SettingName,
  settingNames,
  withChanges,
} from '../core/settings';
import type { Recipe } from './denoise-file';

/**
 * Edge of a tile in pixels where nobody waits for the first ones. Of 12 megapixels the windows have 1.39 times the pixels, and `amsnet` takes
 * 790 MiB; with 512 1.6 times and 560 MiB, with 1024 1.27 times and 1.1 GiB.
 */
export const fileTile = 768;

/** What is wanted of the settings; what is left out is the model's business. */
export interface Wish {
  readonly preset?: PresetName | 'auto' | undefined;
  readonly changes: SettingChanges;
}

/** What is wanted of a job, whatever its image. */
export interface RecipeWish extends Wish {
  /** Name or path; the first bundled one unless said, or the one that knows the noise of the image. */
  readonly model?: string | undefined;
  readonly device: Device;
  readonly tile: number;
  /** From 0. */
  readonly page?: number | undefined;
}

/** @throws {AmsnetError} of the model */
export async function recipeOf(engine: Engine, wish: RecipeWish, signal: AbortSignal): Promise<Recipe> {
  const { model: asked, device, tile, page } = wish;
  const model = await engine.request('inspectModel', { model: asked }, { signal });
  return {
    model: asked ?? model.name,
    device,
    tile,
    ...(page !== undefined && { page }),
    settings: chooseSettings(model, wish),
    ...(choosesFromImage(model, wish) && { auto: { changes: wish.changes, anyModel: asked === undefined } }),
  };
}

/**
 * The model card's own defaults, or a preset's values (and the card's PD factor) if another preset was asked for, and
 * single settings over both.
 * Whoever gives a setting of the mask scheme wants the mask scheme, also from a model whose default is the single pass.
 */
export function chooseSettings(model: RecommendedSettings, { preset, changes }: Wish): DenoiseSettings {
  const named = preset === 'auto' ? undefined : preset;
  return withChanges(presetFor(named ?? impliedPreset(model.defaultPreset, changes), model), changes);
}

/**
 * Whether the settings are chosen from each image: when asked for, and when nothing says otherwise for a model whose card
 * leaves a choice. The strength and the seed say nothing of what fits the noise.
 */
export function choosesFromImage(
  model: Parameters<typeof canChoose>[0] & Pick<ModelInfo, 'hasCard'>,
  { preset, changes }: Wish,
): boolean {
  if (preset !== undefined) return preset === 'auto';
  return model.hasCard && canChoose(model) && changes.pdFactor === undefined && schemeSettings(changes).length === 0;
}

/** The settings that contradict the preset: those of the mask scheme, where a single pass was asked for. */
export function contradicting({ preset, changes }: Wish): SettingName[] {
  return preset === 'single-pass' ? schemeSettings(changes) : [];
}

function impliedPreset(ofModel: PresetName, changes: SettingChanges): PresetName {
  if (ofModel !== 'single-pass') return ofModel;
  const implied = schemeSettings(changes).map(name => rowOf(name).implies);
  return implied.includes('amsnet') ? 'amsnet' : (implied[0] ?? ofModel);
}

/** The settings among the changes that mean nothing to a single pass (PD does). */
function schemeSettings(changes: SettingChanges): SettingName[] {
  return settingNames.filter(name => changes[name] !== undefined && rowOf(name).implies !== undefined);
}
