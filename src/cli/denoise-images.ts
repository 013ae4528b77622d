import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Engine, Job, SettingsChoice, StageName } from '../client/contract';
import { denoisedName, imageFormatNames, imageFormats, type ImageFormatName } from '../client/image-formats';
import { AmsnetError, CancelledError } from '../core/errors';
import type { DenoiseSettings } from '../core/settings';
import type { DenoiseOptions } from './denoise-options';
import { readStandardInput, standardStream, withStreams, writeStandardOutput } from './inputs';
import type { PlannedOutput } from './outputs';
import { ProgressBar } from './progress-bar';
import { RetryingEngine } from './retrying-engine';
import { describe, explain, toFailure, toRecord } from './report';
import { text } from './text';
import { exitFailure } from './with-engine';
import { chooseSettings, choosesFromImage, overChosen } from './settings';

/** What is the same for every image. */
interface How extends Omit<Job, 'image' | 'reference'> {
  /** Whether the settings are chosen from each image. */
  readonly choosing: boolean;
}

/** One image after the other, since each uses the whole machine; a failure stops only its own image. */
export async function denoiseImages(
  engine: Engine,
  planned: readonly PlannedOutput[],
  options: DenoiseOptions,
  signal: AbortSignal,
): Promise<void> {
  let how: How;
  try {
    const first = new RetryingEngine(engine);
    const model = await first.request('inspectModel', { model: options.model }, { signal });
    for (const note of first.notes) console.error(text.note(note));
    const { device, tile } = options;
    how = {
      model: options.model ?? model.name,
      device,
      tile,
      settings: chooseSettings(model, options),
      choosing: choosesFromImage(model, options),
    };
    for (const folder of [options.outDir, options.dump]) if (folder !== undefined) await makeFolder(folder);
  } catch (error) {
    if (options.json) for (const { input } of planned) printJson(toFailure(input, error));
    throw error;
  }

  let failures = 0;
  for (const plan of planned) {
    try {
      if (options.skipExisting && existsSync(plan.output)) {
        if (options.json) printJson({ input: plan.input, output: plan.output, skipped: true });
        else console.error(text.ofImage(plan.input, text.resultExists(plan.output)));
        continue;
      }
      await denoiseOrPipe(new RetryingEngine(engine), plan, how, options, signal);
    } catch (error) {
      failures++;
      if (options.json) printJson(toFailure(plan.input, error));
      if (error instanceof CancelledError) throw error;
      console.error(text.ofImage(plan.input, explain(error)));
    }
  }
  if (failures === 0) return;
  process.exitCode = exitFailure;
  if (planned.length > 1) console.error(text.someFailed(failures, planned.length));
}

/** Standard input and output go through files: formats are read from their ends, too. */
async function denoiseOrPipe(
  engine: RetryingEngine,
  plan: PlannedOutput,
  how: How,
  options: DenoiseOptions,
  signal: AbortSignal,
): Promise<void> {
  const pipesIn = plan.input === standardStream;
  const pipesOut = plan.output === standardStream;
  if (!pipesIn && !pipesOut) {
    if (options.outDir !== undefined) await makeFolder(dirname(plan.output));
    return denoiseOne(engine, plan, how, options, signal);
  }
  await withStreams(async folder => {
    const input = pipesIn ? join(folder, 'stdin') : plan.input;
    if (pipesIn) await readStandardInput(input);
    const { format } = await engine.request('inspectImage', { image: input }, { signal });
    const output = pipesOut ? join(folder, denoisedName('stdout', extensionOf(format))) : plan.output;
    await denoiseOne(engine, { ...plan, input, output }, how, options, signal, { ...plan, silent: pipesOut });
    if (pipesOut) await writeStandardOutput(output);
  });
}

function extensionOf(format: string): string {
  return imageFormatNames.includes(format as ImageFormatName)
    ? imageFormats[format as ImageFormatName].extensions[0]
    : '.png';
}

/** @param shown the names to report, and whether standard output is the image's */
async function denoiseOne(
  engine: RetryingEngine,
  { input, output, note }: PlannedOutput,
  { choosing, ...how }: How,
  options: DenoiseOptions,
  signal: AbortSignal,
  shown: { readonly input: string; readonly output: string; readonly silent?: boolean } = { input, output },
): Promise<void> {
  const { reference, dump, page, peak } = options;
  const image = { image: input, ...(page !== undefined && { page: page - 1 }) };
  const { model, device } = how;
  const anyModel = options.model === undefined;
  const auto = choosing
    ? await engine.request('chooseSettings', { ...image, model, device, anyModel }, { signal })
    : undefined;
  const settings = auto ? overChosen(auto.settings, options) : how.settings;
  const bar = new ProgressBar(shown.input);
  try {
    const report = await engine.request(
      'denoise',
      {
        job: {
          ...image,
          ...how,
          ...(auto && { model: auto.model }),
          settings,
          ...(reference !== undefined && { reference }),
        },
        measure: reference === undefined ? [] : stagesOf(settings),
        output,
        overwrite: options.force ?? false,
        ...(dump !== undefined && { dump }),
        ...(peak !== undefined && { peak }),
      },
      {
        signal,
        onProgress: progress => {
          bar.update(progress);
        },
      },
    );
    bar.stop();
    // What the model recommends is worth a note only to those who asked.
    const asRecommended = auto?.model === model && isDeepStrictEqual(settings, how.settings);
    const chosen = auto && (options.preset === 'auto' || !asRecommended) ? [auto.reason] : [];
    const notes = [...(note === undefined ? [] : [note]), ...chosen, ...report.notes, ...engine.notes];
    const named = { ...report, notes, input: shown.input, output: shown.output };
    const record = () => ({ ...toRecord(named, settings), ...(auto && { auto: choiceRecord(auto) }) });
    if (shown.silent === true) console.error(options.json ? JSON.stringify(record()) : describe(named, settings));
    else if (options.json) printJson(record());
    else console.log(describe(named, settings));
    for (const each of notes) console.error(text.ofImage(shown.input, text.note(each)));
  } finally {
    bar.stop();
  }
}

/** The noise is in the report. */
function choiceRecord({ reason, candidates, seconds }: SettingsChoice): Record<string, unknown> {
  return { reason, candidates, seconds };
}

/** What there is to measure on the way to the result. */
function stagesOf(settings: DenoiseSettings): StageName[] {
  if (settings.mode === 'single-pass') return [];
  const branches = Array.from({ length: settings.masks }, (_, i): StageName => `branch:${i}`);
  return [...branches, 'union', ...(settings.r3Ratio > 0 ? (['refined'] as const) : [])];
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new AmsnetError('output/unwritable', ...text.folderNotCreated(folder), { cause: error });
  }
}

function printJson(record: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(record)}\n`);
}
