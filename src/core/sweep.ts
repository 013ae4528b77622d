import { intersection, type Rect, type Size } from './geometry';
import { type DenoiseSettings, presetFor, type RecommendedSettings, settingTable } from './settings';

/** What can be swept: a setting, or the model. */
export const sweepNames = ['r3Ratio', 'r3Count', 'masks', 'pdFactor', 'strength', 'model'] as const;
export type SweepName = (typeof sweepNames)[number];

/** The values that are tried, beside the one that is set. */
const values: Readonly<Record<Exclude<SweepName, 'model'>, readonly number[]>> = {
  r3Ratio: [0, 0.08, 0.16, 0.3, 0.5, 0.8],
  r3Count: [1, 2, 4, 8, 16],
  masks: [2, 3, 4, 6, 8],
  pdFactor: [1, 2, 3, 4],
  strength: [0, 0.2, 0.4, 0.6, 0.8, 1],
};

/** One try. */
export interface SweepPoint {
  readonly model: string;
  readonly settings: DenoiseSettings;
}

/** A model as a sweep needs it. */
export interface SweptModel extends RecommendedSettings {
  readonly name: string;
  readonly singlePass: boolean;
  readonly predictsScale: boolean;
}

/** Edge of the largest region that is tried: each point takes as long as a small picture. */
export const sweepEdge = 256;

/** The middle of what is visible, as large as a sweep takes. */
export function sweepRegion(visible: Rect, image: Size): Rect {
  const inside = intersection(visible, { x: 0, y: 0, ...image });
  const axis = (start: number, length: number) => {
    const kept = Math.min(length, sweepEdge);
    return [start + Math.floor((length - kept) / 2), kept] as const;
  };
  const [x, width] = axis(inside.x, inside.width);
  const [y, height] = axis(inside.y, inside.height);
  return { x, y, width, height };
}

/** The tries of a sweep, ascending: all settings as they are but the one that is swept, the value that is set among them. */
export function sweepPoints(name: SweepName, now: SweepPoint, models: readonly SweptModel[]): SweepPoint[] {
  if (name === 'model') return models.map(model => ({ model: model.name, settings: suited(now.settings, model) }));
  const settings = { ...now.settings, ...neededFor(name, now.settings) };
  const all = [...new Set([...values[name], now.settings[name]])].sort((a, b) => a - b);
  return all.map(value => ({ model: now.model, settings: { ...settings, [name]: value } }));
}

/** Masks and R3 have an effect only where they are on. */
function neededFor(name: SweepName, { r3Ratio }: DenoiseSettings): Partial<DenoiseSettings> {
  if (name === 'r3Ratio' || name === 'masks') return { mode: 'masks' };
  if (name === 'r3Count') return { mode: 'masks', r3Ratio: r3Ratio > 0 ? r3Ratio : settingTable.r3Ratio.default };
  return {};
}

/** The same settings as far as a model has them. */
function suited(settings: DenoiseSettings, model: SweptModel): DenoiseSettings {
  if (settings.mode === 'single-pass' && !model.singlePass) return presetFor(model.defaultPreset, model);
  return settings.combine === 'weighted' && !model.predictsScale ? { ...settings, combine: 'hidden' } : settings;
}
