import type {
  DeviceInfo,
  Engine,
  ImageInfo,
  Method,
  ModelInfo,
  Params,
  ProgressOf,
  Report,
  Result,
} from '../../../src/client/contract';
import { CancelledError } from '../../../src/core/errors';
import { presets } from '../../../src/core/settings';
import { noise } from '../noise';

/** A request that the test answers. */
export interface Call<M extends Method = Method> {
  readonly method: M;
  readonly params: Params<M>;
  readonly signal: AbortSignal | undefined;
  progress(value: ProgressOf<M>): void;
  resolve(result: Result<M>): void;
  reject(error: unknown): void;
}

/** An engine that does only what the test says; what is aborted rejects as the real one does. */
export class FakeEngine implements Engine {
  readonly calls: Call[] = [];
  /** What a whole image takes, in seconds. */
  estimate = 1;

  request: Engine['request'] = (method, params, options) =>
    new Promise((resolve, reject) => {
      if (method === 'estimate') {
        resolve({ seconds: this.estimate } as never);
        return;
      }
      options?.signal?.addEventListener('abort', () => {
        reject(new CancelledError());
      });
      this.calls.push({
        method,
        params,
        signal: options?.signal,
        progress: value => options?.onProgress?.(value as never),
        resolve: value => {
          resolve(value as never);
        },
        reject,
      });
    });

  /** The open calls of a method, oldest first; an answered one is to be taken away with `take`. */
  open<M extends Method>(method: M): Call<M>[] {
    return this.calls.filter(call => call.method === method && call.signal?.aborted !== true) as unknown[] as Call<M>[];
  }

  /** Takes the oldest open call of a method, to be answered. */
  take<M extends Method>(method: M): Call<M> {
    const call = this.open(method).at(0);
    if (!call) throw new Error(`no open ${method}; open: ${this.calls.map(each => each.method).join(', ')}`);
    this.calls.splice(
      this.calls.findIndex(each => each.params === call.params),
      1,
    );
    return call;
  }
}

export const imageInfo: ImageInfo = {
  width: 600,
  height: 400,
  format: 'png',
  bitDepth: 8,
  channels: 'rgb',
  hasAlpha: false,
  sampleKind: 'uint8',
  range: { black: 0, white: 255, basis: 'depth' },
  metadata: [],
  pages: 1,
  notes: [],
};

const model = {
  path: '',
  description: '',
  license: 'MIT',
  takesMask: true,
  singlePass: true,
  predictsScale: false,
  combine: 'hidden' as const,
  hasCard: true,
  pdFactors: [1],
  stride: 4,
  halo: 40,
  noiseRange: [],
};
export const models: ModelInfo[] = [
  { ...model, name: 'first', defaultPreset: 'amsnet', defaults: presets.amsnet },
  { ...model, name: 'second', defaultPreset: 'single-pass', defaults: presets['single-pass'] },
];
export const devices: DeviceInfo[] = [{ name: 'cpu', available: true }];

export const provenance = {
  model: 'first',
  device: 'auto',
  provider: 'CPUExecutionProvider',
  tile: 256,
  tiles: 6,
  notes: [],
} as const;

export const report: Report = {
  ...provenance,
  notes: [],
  input: '/p/a_noisy.png',
  output: null,
  width: 600,
  height: 400,
  seconds: 1,
  networkSeconds: 1,
  passes: 18,
  noise,
  pages: 1,
  values: { kind: 'uint8', bits: 8, black: 0, white: 255, basis: 'depth' },
  difference: 0.1,
};
