import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Batch, type BatchFile } from '../batch/batch';
import { denoiseFile, type Finished, makeFolder, type Recipe, type Running } from '../batch/denoise-file';
import { writeIndex } from '../batch/index-file';
import type { Journal } from '../batch/journal';
import { asTemplate, type BatchInput, formatNote, type Place, type Taken } from '../batch/names';
import { recipeOf } from '../batch/recipe';
import { isS3 } from '../batch/s3-path';
import { shardPlan } from '../batch/shard';
import { toRecord } from '../batch/record';
import { RetryingEngine } from '../batch/retrying-engine';
import type { Engine } from '../client/contract';
import { denoisedName, imageFormatNames, imageFormats, type ImageFormatName } from '../client/image-formats';
import { CancelledError } from '../core/errors';
import type { DenoiseOptions } from './denoise-options';
import { openJournal } from './open-journal';
import { readStandardInput, standardStream, withStreams, writeStandardOutput } from './inputs';
import type { Outputs } from './outputs';
import { ProgressBar } from './progress-bar';
import { describe, explain, toFailure } from './report';
import { denoiseObject } from './s3/denoise-object';
import { versionAnywhere } from './s3/objects';
import { plainLines, printJson, say, toJson, warn } from './say';
import { text } from './text';
import { exitFailure } from './with-engine';
import { wishOf } from './settings';

/** Each image uses the whole machine, so that one follows the other; a failure stops only its own image. */
export async function denoiseImages(
  engine: Engine,
  given: readonly BatchInput[],
  outputs: Outputs,
  options: DenoiseOptions,
  signal: AbortSignal,
): Promise<void> {
  let recipe: Recipe;
  let journal: Journal | undefined;
  try {
    journal = options.index === undefined ? undefined : await openJournal(options.index, options.ifExists);
    const first = new RetryingEngine(engine);
    const { model, device, tile, page } = options;
    const wish = { ...wishOf(options), model, device, tile, page: page === undefined ? undefined : page - 1 };
    recipe = await recipeOf(first, wish, signal);
    for (const note of first.notes) warn(text.note(note));
    for (const folder of [options.outDir, options.dump])
      if (folder !== undefined && !isS3(folder)) await makeFolder(folder);
  } catch (error) {
    if (options.json) for (const { path } of given) printJson(toFailure(path, error));
    await journal?.close();
    throw error;
  }
  // Results that lie in the folders of the images are no images.
  const results = new Set(journal?.rows.map(({ output }) => output !== null && resolve(output)));
  const inputs = given.filter(({ path, subfolder }) => subfolder === undefined || !results.has(resolve(path)));

  const printer = new Printer(recipe, outputs, options);
  const batch: Batch = new Batch({
    engine,
    inputs,
    template: outputs.template,
    rule: options.ifExists,
    journal,
    versionOf: versionAnywhere,
    denoise: (input, place, running) => denoiseOrPipe(engine, input, place, running, { recipe, outputs, options }),
    onChange: file => {
      printer.progress(file, batch);
    },
    onSettled: file => {
      printer.settled(file);
    },
  });
  try {
    if (options.shard) await journal?.setPlan(shardPlan(options.shard, inputs));
    await batch.run(signal);
  } catch (error) {
    const cut = batch.files.find(({ state }) => state === 'waiting');
    if (cut && options.json) printJson(toFailure(cut.input.path, error));
    throw error;
  } finally {
    printer.end();
    if (journal && options.index !== undefined) {
      await writeIndex(options.index, journal.rows, true);
      await journal.close();
    }
  }
  const failures = batch.count('failed');
  if (failures === 0) return;
  process.exitCode = exitFailure;
  if (inputs.length > 1) warn(text.someFailed(failures, inputs.length));
}

interface What {
  readonly recipe: Recipe;
  readonly outputs: Outputs;
  readonly options: DenoiseOptions;
}

/** Standard input and output, as objects of S3, go through files: formats are read from their ends, too. */
async function denoiseOrPipe(
  engine: Engine,
  input: BatchInput,
  place: Place,
  running: Running,
  { recipe, outputs, options }: What,
): Promise<Finished | Taken> {
  const { reference, dump, peak } = options;
  const extras = {
    ...(reference !== undefined && { reference }),
    ...(dump !== undefined && { dump }),
    ...(peak !== undefined && { peak }),
  };
  if (isS3(input.path) || isS3(outputs.nameOf(input)))
    return denoiseObject(engine, input, place, running, { recipe, outputs, extras });
  const pipesIn = input.path === standardStream;
  const pipesOut = outputs.pipesOut(input);
  if (!pipesIn && !pipesOut) return denoiseFile(engine, input, outputs.template, recipe, place, running, extras);
  return withStreams(async folder => {
    const path = pipesIn ? join(folder, 'stdin') : input.path;
    if (pipesIn) await readStandardInput(path);
    const { format } = await engine.request('inspectImage', { image: path }, { signal: running.signal });
    const output = pipesOut ? join(folder, denoisedName('stdout', extensionOf(format))) : outputs.nameOf(input);
    const finished = await denoiseFile(engine, { path }, asTemplate(output), recipe, place, running, extras);
    if (pipesOut) await writeStandardOutput(output);
    return finished;
  });
}

function extensionOf(format: string): string {
  return imageFormatNames.includes(format as ImageFormatName)
    ? imageFormats[format as ImageFormatName].extensions[0]
    : '.png';
}

/** What a batch says: a bar for the image that is nearest to its end, and what became of each, in their order. */
class Printer {
  #bar: { readonly of: BatchFile; readonly bar: ProgressBar } | undefined;

  constructor(
    private readonly recipe: Recipe,
    private readonly outputs: Outputs,
    private readonly options: DenoiseOptions,
  ) {}

  progress(file: BatchFile, batch: Batch): void {
    if (file.state !== 'running' || batch.files.find(({ state }) => state === 'running') !== file) return;
    if (this.#bar?.of !== file) {
      this.end();
      const { files } = batch;
      const number = files.length === 1 ? '' : text.numberOf(files.indexOf(file) + 1, files.length);
      this.#bar = { of: file, bar: new ProgressBar(`${number}${file.input.path}`) };
    }
    const { fraction, secondsLeft } = file;
    this.#bar.bar.update({ fraction, ...(secondsLeft !== undefined && { secondsLeft }) });
  }

  settled(file: BatchFile): void {
    const { input, output, state, error, finished } = file;
    const { json } = this.options;
    this.end();
    if (state === 'failed') {
      if (json) printJson(toFailure(input.path, error));
      if (error instanceof CancelledError) return;
      warn(text.ofImage(input.path, explain(error)));
    } else if (finished) this.#finished(input, finished);
    else if (json) printJson({ input: input.path, output, skipped: true });
    else warn(text.ofImage(input.path, text.resultExists(output ?? '')));
  }

  end(): void {
    this.#bar?.bar.stop();
    this.#bar = undefined;
  }

  #finished(input: BatchInput, { report, settings, auto }: Finished): void {
    const { json, preset } = this.options;
    const pipesOut = this.outputs.pipesOut(input);
    // What the model recommends is worth a note only to those who asked.
    const asRecommended = auto?.model === this.recipe.model && isDeepStrictEqual(settings, this.recipe.settings);
    const chosen = auto && (preset === 'auto' || !asRecommended) ? [auto.reason] : [];
    const format = formatNote(this.outputs.template, input);
    const named = {
      ...report,
      notes: [...(format === undefined || pipesOut ? [] : [format]), ...chosen, ...report.notes],
      input: input.path,
      ...(pipesOut && { output: standardStream }),
    };
    const record = () => toRecord(named, settings, auto);
    if (pipesOut) console.error(json ? toJson(record()) : plainLines(describe(named, settings)));
    else if (json) printJson(record());
    else say(...describe(named, settings));
    for (const each of named.notes) warn(text.ofImage(input.path, text.note(each)));
  }
}
