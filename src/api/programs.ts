/** Denoising, comparing, noise and training for programs: requests to the engine under the names of the command line. */
import { denoiseOne } from '../batch/denoise-one';
import { inspectNoise } from '../batch/inspect';
import { contradicting, fileTile } from '../batch/recipe';
import type { EngineClient, EngineLease } from '../client/engine-client';
import { defaultMinutes, stopPatienceMs } from '../client/training';
import { AmsnetError } from '../core/errors';
import { RunningTask } from './task';
import { text } from './text';
import type { AmsnetEngine, DenoiseOptions, Programs, Requests, TrainOptions } from './types';

/** A training may take hours, in which images are denoised too: it has a process of its own. */
export interface Engines {
  readonly images: EngineClient;
  readonly training: EngineClient;
}

/**
 * @param shared by all requests that are made without an engine of one's own
 * @param opened the engines of `openEngine`
 */
export function programsOn(shared: Engines, opened: () => Engines): Programs {
  const borrow = (client: EngineClient): Borrow => {
    return async use => {
      const lease = client.acquire();
      try {
        return await use(lease);
      } finally {
        lease.dispose();
      }
    };
  };
  return {
    ...requestsOn(borrow(shared.images), borrow(shared.training)),
    openEngine: () => engineOn(opened()),
  };
}

function engineOn({ images, training }: Engines): AmsnetEngine {
  const leases = [images.acquire(), training.acquire()];
  const [forImages, forTraining] = leases.map(
    (lease): Borrow =>
      use =>
        use(lease),
  );
  return {
    ...requestsOn(forImages, forTraining),
    models: ({ signal = never } = {}) => leases[0].request('models', {}, { signal }),
    devices: ({ signal = never } = {}) => leases[0].request('devices', {}, { signal }),
    close: () => {
      for (const lease of leases) lease.dispose();
    },
  };
}

/** Lends an engine for as long as `use` takes. */
type Borrow = <T>(use: (engine: EngineLease) => Promise<T>) => Promise<T>;

function requestsOn(images: Borrow, training: Borrow): Requests {
  return {
    denoise: (image, options = {}) =>
      new RunningTask(onProgress =>
        images(engine => {
          const call = {
            signal: options.signal ?? never,
            onProgress: ({ fraction, secondsLeft }: { fraction: number; secondsLeft?: number | undefined }) => {
              onProgress({ fraction, ...(secondsLeft !== undefined && { secondsLeft }) });
            },
          };
          return denoiseOne(engine, { image, ...wanted(options) }, call);
        }),
      ),
    compare: (image, reference, { signal = never, page, peak } = {}) =>
      images(engine =>
        engine.request(
          'compare',
          { image, reference, ...pageOf(page), ...(peak !== undefined && { peak }) },
          { signal },
        ),
      ),
    inspectNoise: (image, { signal = never, page } = {}) =>
      images(engine => inspectNoise(engine, { image, ...pageOf(page) }, signal)),
    train: (given, options) =>
      new RunningTask(onProgress =>
        training(async engine =>
          engine.request('train', trainParams(given, options), {
            signal: options.signal ?? never,
            patienceMs: stopPatienceMs,
            onProgress,
          }),
        ),
      ),
  };
}

const never = new AbortController().signal;

/** Pages are counted from 1 outside of the engine. */
function pageOf(page: number | undefined): { page?: number } {
  return page === undefined ? {} : { page: page - 1 };
}

/** @throws {AmsnetError} settings/invalid if they contradict each other */
function wanted(options: DenoiseOptions): Omit<Parameters<typeof denoiseOne>[1], 'image'> {
  const { output, overwrite = false, model, preset, settings = {}, device = 'auto', tile = fileTile, page } = options;
  const { reference, peak, dump } = options;
  const wish = { preset, changes: settings, model, device, tile, ...pageOf(page) };
  const wrong = contradicting(wish);
  if (wrong.length > 0) throw new AmsnetError('settings/invalid', text.notWithPreset(wrong));
  const extras = {
    ...(reference !== undefined && { reference }),
    ...(peak !== undefined && { peak }),
    ...(dump !== undefined && { dump }),
  };
  return { output, overwrite, wish, extras };
}

function trainParams(images: string | readonly string[], options: TrainOptions) {
  const { output, overwrite = false, from, minutes, steps, device = 'auto' } = options;
  const { pdFactor = 'auto', smoothness, seed = 0, resume = false } = options;
  if (minutes !== undefined && steps !== undefined) throw new AmsnetError('settings/invalid', text.minutesOrSteps);
  return {
    images: typeof images === 'string' ? [images] : [...images],
    length: steps === undefined ? { minutes: minutes ?? defaultMinutes } : { steps },
    ...{ output, overwrite, device, pdFactor, seed, resume },
    ...(from !== undefined && { from }),
    ...(smoothness !== undefined && { smoothness }),
  };
}
