/** What came of a training: whether it helped, and what the user should know. */
import type { TrainSummary } from '../../client/training';
import { firstLine } from '../../core/errors';
import { text } from '../text';
import { bestError, type Training } from './card';

/** A validation error that fell by less than this share is no gain. */
const gain = 0.01;

export type Verdict = Pick<TrainSummary, 'errorBefore' | 'errorAfter' | 'helped'> & {
  /** One sentence each. */
  readonly notes: readonly string[];
};

export function verdictOf(training: Training, ended: TrainSummary['ended']): Verdict {
  const { validation } = training.adaptation.trainer.progress;
  const errorBefore = validation.at(0)?.[1] ?? null;
  const errorAfter = bestError(validation) ?? null;
  const helped = judge(training, errorBefore, errorAfter);
  return { errorBefore, errorAfter, helped, notes: advice(training, helped, ended) };
}

/**
 * Whether the new model is better by the error at hidden pixels that were never trained on. That it is lower proves
 * nothing where the starting model knew the noise: there masked training has been measured to cost detail all the same.
 */
function judge(
  { start, params, adaptation }: Training,
  before: number | null,
  after: number | null,
): TrainSummary['helped'] {
  if (before === null || after === null || !start || params.smoothness !== undefined) return null;
  if (after > before * (1 - gain)) return false;
  return adaptation.inDistribution ? null : true;
}

function advice(
  { start, adaptation }: Training,
  helped: TrainSummary['helped'],
  ended: TrainSummary['ended'],
): string[] {
  const notes: string[] = [];
  const { trainer } = adaptation;
  if (ended === 'diverged') notes.push(text.trainingDiverged);
  if (ended === 'failed') notes.push(text.trainingFailed(trainer.progress.step, firstLine(trainer.failure)));
  if (start && adaptation.inDistribution) notes.push(text.alreadyInDistribution(start.name));
  else if (start && helped === false) notes.push(text.validationErrorDidNotFall(start.name));
  if (!start) notes.push(text.trainedFromScratch);
  return notes;
}
