/** The learning rate over a training: a cosine from the peak down to zero, times a linear warm-up over the first steps. */
export interface RateSchedule {
  readonly peak: number;
  readonly warmupSteps: number;
}

/** @param done how much of the training is done, 0..1 */
export function rateAt({ peak, warmupSteps }: RateSchedule, step: number, done: number): number {
  const warmup = Math.min(1, (step + 1) / Math.max(1, warmupSteps));
  return peak * warmup * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
}
