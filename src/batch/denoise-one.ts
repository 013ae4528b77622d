/** One image, for programs and agents: what a batch does with each of its images. */
import type { Engine, Progress } from '../client/contract';
import { denoiseFile, type Extras } from './denoise-file';
import { asTemplate, defaultTemplate, formatNote, type Place } from './names';
import { type DenoiseRecord, toRecord } from './record';
import { type RecipeWish, recipeOf } from './recipe';
import { RetryingEngine } from './retrying-engine';

export interface OneImage {
  readonly image: string;
  /** Path of the result; `<name>.denoised.<ext>` beside the image unless said. */
  readonly output?: string | undefined;
  readonly overwrite: boolean;
  readonly wish: RecipeWish;
  readonly extras: Extras;
}

/**
 * Denoises an image into a file; an engine that ends in the middle is asked once more.
 * @returns what `amsnet denoise --json` prints
 * @throws {AmsnetError} of the engine
 */
export async function denoiseOne(
  once: Engine,
  { image, output, overwrite, wish, extras }: OneImage,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
): Promise<DenoiseRecord> {
  const engine = new RetryingEngine(once);
  const input = { path: image };
  const template = output === undefined ? defaultTemplate() : asTemplate(output);
  const recipe = await recipeOf(engine, wish, signal);
  const place: Place = {
    rule: overwrite ? 'replace' : 'fail',
    taken: new Set(),
    isOwn: () => false,
    isOthers: () => false,
  };
  const running = { signal, onProgress, onBegin: () => Promise.resolve() };
  const done = await denoiseFile(engine, input, template, recipe, place, running, extras);
  if ('taken' in done) throw new RangeError('nothing is skipped here');
  const { report, settings, auto } = done;
  const format = formatNote(template, input);
  const notes = [...(format === undefined ? [] : [format]), ...report.notes, ...engine.notes];
  return toRecord({ ...report, notes }, settings, auto);
}
