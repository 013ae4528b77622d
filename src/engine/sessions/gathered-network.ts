import type { RunControl } from '../../core/control';
import type { BranchNetwork, MaskedBatch } from '../../core/network';

interface Call {
  readonly batch: MaskedBatch;
  readonly control: RunControl;
  readonly scale: Float32Array | undefined;
  readonly resolve: (output: Float32Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Runs together what is asked for at the same time, such as several tiles: the way to a server costs more than a larger run. */
export class GatheredNetwork implements BranchNetwork {
  readonly stride: number;
  readonly halo: number;
  readonly minSize: number;
  readonly takesMask: boolean;
  readonly predictsScale: boolean;
  #waiting: Call[] = [];

  /** @param pixelsPerRun most pixels of what runs together; what is larger by itself runs alone */
  constructor(
    private readonly network: BranchNetwork,
    private readonly pixelsPerRun: number,
  ) {
    ({ stride: this.stride, halo: this.halo, minSize: this.minSize } = network);
    ({ takesMask: this.takesMask, predictsScale: this.predictsScale } = network);
  }

  run(batch: MaskedBatch, control: RunControl, scale?: Float32Array): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      const isFirst = this.#waiting.push({ batch, control, scale, resolve, reject }) === 1;
      // Whoever goes on at the same time asks until then.
      if (isFirst)
        setImmediate(() => {
          for (const calls of this.#gathered()) void this.#runAll(calls);
        });
    });
  }

  /** What waits, in its order, by shape and by what is wanted. */
  #gathered(): Call[][] {
    const groups: Call[][] = [];
    for (const call of this.#waiting) {
      const group = groups.find(
        ([first, ...others]) =>
          isAlike(first, call) &&
          [first, ...others, call].reduce((sum, each) => sum + pixelsOf(each), 0) <= this.pixelsPerRun,
      );
      if (group) group.push(call);
      else groups.push([call]);
    }
    this.#waiting = [];
    return groups;
  }

  async #runAll(calls: readonly Call[]): Promise<void> {
    const [{ batch, scale: wanted }] = calls;
    const { height, width } = batch;
    const together = {
      ...{ batch: calls.reduce((sum, call) => sum + call.batch.batch, 0), height, width },
      input: joined(calls.map(call => call.batch.input)),
      mask: joined(calls.map(call => call.batch.mask)),
    };
    const scale = wanted && new Float32Array(together.input.length);
    try {
      const output = await this.network.run(together, controlOf(calls), scale);
      let from = 0;
      for (const call of calls) {
        const to = from + call.batch.input.length;
        if (scale) call.scale?.set(scale.subarray(from, to));
        call.resolve(output.slice(from, to));
        from = to;
      }
    } catch (error) {
      for (const call of calls) call.reject(error);
    }
  }
}

function isAlike(one: Call, other: Call): boolean {
  const { height, width } = one.batch;
  const isWanted = (one.scale === undefined) === (other.scale === undefined);
  return isWanted && height === other.batch.height && width === other.batch.width;
}

function pixelsOf({ batch: { batch, height, width } }: Call): number {
  return batch * height * width;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0];
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** As urgent as the most urgent one, cancelled with the last one; each hears of its own pixels. */
function controlOf(calls: readonly Call[]): RunControl {
  if (calls.length === 1) return calls[0].control;
  const all = calls.map(({ control }) => control);
  const pixels = calls.reduce((sum, call) => sum + pixelsOf(call), 0);
  return {
    token: {
      get isCancellationRequested() {
        return all.every(({ token }) => token.isCancellationRequested);
      },
    },
    get priority() {
      return all.some(({ priority }) => priority === 'interactive') ? 'interactive' : 'background';
    },
    get since() {
      return Math.min(...all.map(({ since = 0 }) => since));
    },
    onPass: covered => {
      for (const call of calls) call.control.onPass?.((covered * pixelsOf(call)) / pixels);
    },
  };
}
