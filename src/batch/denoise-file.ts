/** One image file to one result file: settings, name, engine. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Engine, Job, Params, Progress, Report, SettingsChoice, StageName } from '../client/contract';
import { AmsnetError, firstLine, hasCode } from '../core/errors';
import { type DenoiseSettings, type SettingChanges, withChanges } from '../core/settings';
import { fileIdentity } from '../files/same-file';
import { makesFolders, nameOf, placed, type BatchInput, type Place, type Taken } from './names';
import { smallerTile } from './retrying-engine';
import { text } from './text';

/** What is the same for every image. */
export interface Recipe extends Omit<Job, 'image' | 'reference'> {
  /** Where the settings are chosen from each image: what is changed of them, and whether the model may be another one. */
  readonly auto?: { readonly changes: SettingChanges; readonly anyModel: boolean };
}

/** What is asked of one image besides. */
export type Extras = Pick<Job, 'reference'> & Pick<Params<'denoise'>, 'dump' | 'peak'>;

export interface Finished {
  readonly report: Report;
  readonly settings: DenoiseSettings;
  readonly auto: SettingsChoice | undefined;
  readonly output: string;
  /** Tiles were smaller than asked for. */
  readonly smallerTiles?: boolean;
}

export interface Running {
  readonly signal: AbortSignal;
  /** The engine ended on this image or another one before, maybe for want of memory: it gets tiles of half the edge. */
  readonly smallerTiles?: boolean;
  readonly onProgress: (progress: Progress) => void;
  /** The name of the result is chosen. */
  readonly onBegin: (output: string, overwrite: boolean) => Promise<void>;
}

export async function denoiseFile(
  engine: Engine,
  input: BatchInput,
  template: string,
  { auto, ...recipe }: Recipe,
  place: Place,
  { signal, smallerTiles = false, onProgress, onBegin }: Running,
  extras: Extras = {},
): Promise<Finished | Taken> {
  const image = { image: input.path, ...(recipe.page !== undefined && { page: recipe.page }) };
  const { model, device } = recipe;
  const { reference, ...also } = extras;
  const chosen =
    auto && (await engine.request('chooseSettings', { ...image, model, device, anyModel: auto.anyModel }, { signal }));
  const settings = auto && chosen ? withChanges(chosen.settings, auto.changes) : recipe.settings;
  const ran = chosen?.model ?? model;
  const tile = smallerTiles ? smallerTile(recipe.tile) : recipe.tile;
  return placed(nameOf(template, input, ran), place, async (output, overwrite) => {
    if (makesFolders(template)) await makeFolder(dirname(output));
    await onBegin(output, overwrite);
    const params = {
      job: {
        ...recipe,
        ...image,
        tile,
        tileShape: 'cheapest' as const,
        model: ran,
        settings,
        ...(reference !== undefined && { reference }),
      },
      measure: reference === undefined ? [] : stagesOf(settings),
      output,
      overwrite,
      ...also,
    };
    const report = await request(engine, params, output, signal, onProgress);
    return { report, settings, auto: chosen, output, smallerTiles: tile < recipe.tile };
  });
}

/** An engine that ends after it has given the result its name has done its work. */
async function request(
  engine: Engine,
  params: Params<'denoise'>,
  output: string,
  signal: AbortSignal,
  onProgress: Running['onProgress'],
): Promise<Report> {
  const last: { written?: Progress['written'] } = {};
  try {
    return await engine.request('denoise', params, {
      signal,
      onProgress: progress => {
        last.written = progress.written;
        onProgress(progress);
      },
    });
  } catch (error) {
    const { written } = last;
    if (!hasCode(error, 'engine/crashed') || written?.identity !== fileIdentity(output)) throw error;
    return { ...written.report, notes: [...written.report.notes, text.engineFinished(firstLine(error))] };
  }
}

/** What there is to measure on the way to the result. */
function stagesOf(settings: DenoiseSettings): StageName[] {
  if (settings.mode === 'single-pass') return [];
  const branches = Array.from({ length: settings.masks }, (_, i): StageName => `branch:${i}`);
  return [...branches, 'union', ...(settings.r3Ratio > 0 ? (['refined'] as const) : [])];
}

export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new AmsnetError('output/unwritable', ...text.folderNotCreated(folder), { cause: error });
  }
}
