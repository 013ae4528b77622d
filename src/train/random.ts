/** Seeded draws for training. A generator is named by numbers (seed, step, sample, ...), so that nothing has to be saved to resume. */
export class Random {
  private state: number;
  private spare: number | undefined;

  constructor(...names: readonly number[]) {
    this.state = names.reduce((hash, name) => mix(hash ^ mix(name | 0)), 0x9e3779b9);
  }

  /** Uniform in [0, 1). */
  uniform(from = 0, to = 1): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    return from + (mix(this.state) / 2 ** 32) * (to - from);
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

/** A well-mixing 32-bit permutation (lowbias32, by Chris Wellons, public domain). */
function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
