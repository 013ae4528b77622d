import { basename } from 'node:path';
import type { Engine } from '../client/contract';
import { stopPatienceMs, type TrainParams, type TrainProgress, type TrainSummary } from '../client/training';
import { AmsnetError } from '../core/errors';
import { toFailure } from './report';
import { printJson, say, warn } from './say';
import { text } from './text';
import { exitFailure } from './with-engine';
import { padded } from './width';
import { TrainBar } from './train-bar';

export interface TrainOutput {
  readonly json: boolean;
  /** What to type to go on with a training that was stopped. */
  readonly resumeCommand: string;
}

/** Trains and says how it went; a training that Ctrl-C stopped is a result as well. */
export async function trainModel(
  engine: Engine,
  params: TrainParams,
  { json, resumeCommand }: TrainOutput,
  signal: AbortSignal,
): Promise<void> {
  const bar = new TrainBar();
  const records = new Records(json);
  let summary: TrainSummary;
  try {
    summary = await engine.request('train', params, {
      signal,
      patienceMs: stopPatienceMs,
      onProgress: progress => {
        bar.update(progress);
        records.progress(progress);
      },
    });
  } catch (error) {
    records.print({ type: 'failed', ...toFailure(params.images.join(' '), error) });
    throw error;
  } finally {
    bar.stop();
  }
  for (const { reason } of summary.skipped) warn(text.skippedImage(reason));
  for (const note of summary.notes) warn(text.note(note));
  if (json) records.print({ type: 'done', ...summary });
  else say(...describe(summary));
  if (summary.checkpoint !== null) warn(...text.training.stopped(resumeCommand));
  if (summary.ended === 'failed') {
    process.exitCode = exitFailure;
    throw new AmsnetError('training/failed', text.training.failed(summary.step, summary.output));
  }
  if (summary.ended === 'diverged') {
    process.exitCode = exitFailure;
    throw new AmsnetError('training/diverged', ...text.training.diverged(summary.step, summary.output));
  }
}

/** JSON Lines on standard output; every line has a `type`. */
class Records {
  private last: Extract<TrainProgress, { type: 'step' }> | undefined;

  constructor(private readonly wanted: boolean) {}

  progress(progress: TrainProgress): void {
    if (progress.type === 'step') this.last = progress;
    if (progress.type === 'started') this.print(progress);
    if (progress.type === 'validation') {
      const [step, error] = progress.point;
      this.print({ ...this.last, type: 'held-out', step, error });
    }
  }

  print(record: Readonly<Record<string, unknown>>): void {
    if (this.wanted) printJson(record);
  }
}

function describe(summary: TrainSummary): string[] {
  const {
    output,
    from,
    images,
    step,
    seconds,
    device,
    noise,
    pdFactor,
    groups,
    gain,
    result,
    errorBefore,
    errorAfter,
  } = summary;
  const { training } = text;
  const rows = [
    text.report.list([training.origin(output, from, images), training.ran(step, seconds / 60, device)]),
    row(
      training.rows.noise,
      training.noise(noise.sigma.toFixed(4), noise.correlation.map(value => value.toFixed(2)).join(' '), pdFactor),
    ),
  ];
  if (errorBefore !== null && errorAfter !== null) {
    rows.push(row(training.rows.validation, training.validation(errorBefore.toFixed(5), errorAfter.toFixed(5))));
  }
  if (gain !== null) rows.push(row(training.rows.gain, training.gain(gain.toFixed(2), result)));
  if (groups.length > 1) {
    for (const { files, noise, pdFactor } of groups) {
      const names = files.map(file => basename(file));
      rows.push(row(text.report.pd(pdFactor), training.group(noise.sigma.toFixed(4), names)));
    }
  }
  rows.push(row(training.rows.use, training.use(output)));
  return rows;
}

function row(name: string, value: string): string {
  return `  ${padded(name, 10)}  ${value}`;
}
