import type { Progress } from '../../client/contract';

/** Progress by the pixels that the network has covered, or by the rows that are done where tiles were there already. */
export class ProgressEstimator {
  private readonly start = performance.now();
  private covered = 0;
  private fraction = 0;

  constructor(
    private readonly work: number,
    private readonly report: (progress: Progress) => void,
  ) {}

  add(pixels: number): void {
    this.covered += pixels;
    this.reach(this.covered / this.work);
  }

  reach(fraction: number): void {
    this.fraction = Math.min(1, Math.max(this.fraction, fraction));
    const seconds = (performance.now() - this.start) / 1000;
    // The first runs tell little about the rest.
    const known = this.fraction > 0.02 && seconds > 0.5;
    this.report({
      fraction: this.fraction,
      ...(known ? { secondsLeft: (seconds * (1 - this.fraction)) / this.fraction } : {}),
    });
  }
}
