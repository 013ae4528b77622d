/** What came of a training: which model is the result, with which settings, and what the user should know. */
import type { TrainSummary } from '../../client/training';
import { firstLine } from '../../core/errors';
import { canChoose } from '../../core/auto-settings';
import type { DenoiseSettings } from '../../core/settings';
import { InferenceSession } from '../../runtime/onnxruntime';
import { cardInfo, predictsScale } from '../models/card';
import type { Model } from '../models/registry';
import type { Services } from '../services';
import { text } from '../text';
import { bestError, trainedCard, type Training } from './card';
import { bestOf, candidatesFor, chosenForEach, gainOf, Judge, type Standing } from './judge';
import { nativeTraits } from '../models/traits';

/**
 * dB by which the estimated error must fall: it is an estimate. Two models that differ by less are the same to the eye, and
 * then the one that is known is the result.
 */
const leastGain = 0.3;
/** dB that one part of one image may lose; where the others gain much, half of what they gain. */
const mostLoss = 1;

type Measured = Pick<TrainSummary, 'errorBefore' | 'errorAfter' | 'helped' | 'gain' | 'result'>;

export interface Verdict extends Measured {
  /** The settings that suit the result best; undefined = as a model of this kind is used. */
  readonly settings: DenoiseSettings | undefined;
  /** One sentence each. */
  readonly notes: readonly string[];
}

/** Compares the new model with the one that training started from, each with the settings that suit it best. */
export async function verdictOf(
  services: Pick<Services, 'sessions' | 'inferenceQueue'>,
  training: Training,
  start: Model | undefined,
  ended: TrainSummary['ended'],
): Promise<Verdict> {
  const { params, adaptation } = training;
  const { validation } = adaptation.trainer.progress;
  const errorBefore = validation.at(0)?.[1] ?? null;
  const errorAfter = bestError(validation) ?? null;
  const judge = params.smoothness === undefined && Judge.of(adaptation, services.inferenceQueue, params.seed);
  if (!judge) {
    // For smoothness was asked, whatever it costs; else there is no reason to believe in the new model.
    const result = start && params.smoothness === undefined ? 'start' : 'adapted';
    const after = result === 'start' ? errorBefore : errorAfter;
    const measured: Measured = { errorBefore, errorAfter: after, helped: null, gain: null, result };
    return { ...measured, settings: undefined, notes: notesOf(training, measured, ended) };
  }
  const correlated = adaptation.groups.some(({ pd }) => pd > 1);
  const after = await standingOfTrained(judge, training, correlated);
  if (!start || !training.start) {
    const measured: Measured = { errorBefore, errorAfter, helped: null, gain: null, result: 'adapted' };
    return { ...measured, settings: after.settings, notes: notesOf(training, measured, ended) };
  }
  const info = cardInfo(training.start, '');
  const loaded = await services.sessions.load(start, 'cpu');
  const [asItIs] = await judge.standings(loaded, [info.defaults]);
  const scale = predictsScale(training.start);
  const others = await judge.standings(loaded, candidatesFor({ predictsScale: scale, correlated }));
  const all = [asItIs, ...others];
  const other = bestOf(others);
  // Its settings are chosen for each image and stay so: what that gains is no gain of a model that has settings of its own.
  const chosen = canChoose(info) ? chosenForEach(all) : undefined;
  const before = isBetter(asItIs, other) ? other : asItIs;
  // Settings that one part of the images loses by are not recommended, but what they gain is no gain of the training.
  const gain = gainOf(chosen ?? bestOf(all), after).mean;
  const helped = isBetter(chosen ?? before, after) && gain >= leastGain;
  const measured: Measured = {
    errorBefore,
    errorAfter: helped ? errorAfter : errorBefore,
    helped,
    gain: Math.round(100 * gain) / 100,
    result: helped ? 'adapted' : 'start',
  };
  const settings = helped ? after.settings : !chosen && before === other ? other.settings : undefined;
  return { ...measured, settings, notes: notesOf(training, measured, ended, settings) };
}

function isBetter(before: Pick<Standing, 'each'>, after: Standing): boolean {
  const { mean, least } = gainOf(before, after);
  return mean >= leastGain && least >= -Math.max(mostLoss, mean / 2);
}

async function standingOfTrained(judge: Judge, training: Training, correlated: boolean): Promise<Standing> {
  const session = await InferenceSession.create(training.adaptation.model(), { logSeverityLevel: 3 });
  try {
    const traits = nativeTraits(trainedCard(training));
    return bestOf(await judge.standings({ session, traits }, candidatesFor({ predictsScale: false, correlated })));
  } finally {
    await session.release();
  }
}

function notesOf(
  { start, params, adaptation }: Training,
  { helped, result }: Measured,
  ended: TrainSummary['ended'],
  settings?: DenoiseSettings,
): string[] {
  const notes: string[] = [];
  const { trainer } = adaptation;
  if (ended === 'diverged') notes.push(text.trainingDiverged);
  if (ended === 'failed') notes.push(text.trainingFailed(trainer.progress.step, firstLine(trainer.failure)));
  if (!start) notes.push(text.trainedFromScratch);
  else if (result === 'start')
    notes.push(
      helped === false ? text.nothingGained(start.name, settings !== undefined) : text.gainUnknown(start.name),
    );
  else if (params.smoothness !== undefined) notes.push(text.trainedForSmoothness(start.name));
  return notes;
}
