/** Runs a prepared training until it is done, is told to stop or cannot go on. */
import type { TrainSummary } from '../../client/training';
import { cardInfo } from '../models/card';
import type { Model } from '../models/registry';
import { nativeTraits } from '../models/traits';
import type { RequestContext } from '../server';
import type { Services } from '../services';
import { trainedCard, type Training } from './card';
import { Reporter } from './report';
import { Sampler } from './sample';

export async function runTraining(
  services: Services,
  training: Training,
  start: Model | undefined,
  { token, progress }: Pick<RequestContext<'train'>, 'token' | 'progress'>,
): Promise<TrainSummary['ended']> {
  const { adaptation, device } = training;
  const { trainer } = adaptation;
  const stop = new AbortController();
  const reporter = new Reporter({
    say: progress,
    sampler: await samplerOf(services, training, start, stop.signal),
    model: () => {
      const card = trainedCard(training);
      return { bytes: adaptation.model(), traits: nativeTraits(card), settings: cardInfo(card, '').defaults };
    },
    device: () => device.name,
    validations: trainer.progress.validation.length,
  });
  try {
    const ended = await trainer.run({
      signal: stop.signal,
      onReport: report => {
        if (token.isCancellationRequested) stop.abort();
        reporter.report(report);
      },
    });
    // A short training has a picture too; one that was stopped is not kept waiting for it.
    if (ended === 'finished') await reporter.end();
    return ended;
  } finally {
    stop.abort();
    await reporter.end();
  }
}

async function samplerOf(
  services: Services,
  { files }: Training,
  start: Model | undefined,
  signal: AbortSignal,
): Promise<Sampler> {
  const token = {
    get isCancellationRequested() {
      return signal.aborted;
    },
  };
  const loaded = start && (await services.sessions.load(start, 'cpu'));
  return Sampler.of(files[0], services, loaded, { token, priority: 'background' });
}
