import { z } from 'zod';

export const Noise = z.object({
  /** Standard deviation of the noise, 0..1, mean over the channels. */
  sigma: z.number(),
  /** Autocorrelation of the noise at lags 1, 2, 3 and 4 pixels. */
  correlation: z.array(z.number()).length(4),
});
