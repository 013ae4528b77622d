/** Seeded draws for training. A generator is named by numbers (seed, step, sample, ...), so that nothing has to be saved to resume. */
import { hashInRow, rowKey } from '../core/random';
import type { RowKey } from '../core/random';

export class Random {
  private readonly key: RowKey;
  private count = 0;
  private spare: number | undefined;

  constructor(seed: number, stream = 0, item = 0) {
    this.key = rowKey(seed, stream, item);
  }

  /** Uniform in [from, to). */
  uniform(from = 0, to = 1): number {
    return from + (hashInRow(this.key, this.count++) / 2 ** 32) * (to - from);
  }

  /** A whole number in 0..count-1. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    if (this.spare !== undefined) {
      const value = this.spare;
      this.spare = undefined;
      return value;
    }
    for (;;) {
      const x = this.uniform(-1, 1);
      const y = this.uniform(-1, 1);
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      this.spare = y * scale;
      return x * scale;
    }
  }
}
