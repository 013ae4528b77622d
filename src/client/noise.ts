import * as z from 'zod';
import { maxLag } from '../core/autocovariance';
import { noiseKinds } from '../core/noise-kind';

export const NoiseSummary = z.object({
  /** Standard deviation of the noise, 0..1, mean over the channels. */
  sigma: z.number(),
  /** Autocorrelation of the noise at lags 1, 2, 3 and 4 pixels, mean over rows and columns and the channels. */
  correlation: z.array(z.number()).length(maxLag).readonly(),
});

const channels = <T extends z.ZodType>(value: T) => z.tuple([value, value, value]).readonly();
const alongLags = z.array(z.number()).length(maxLag).readonly();

/** All that the estimate tells, see core/noise.ts. */
export const Noise = NoiseSummary.extend({
  /** The noise-level function, dark to bright: standard deviation of R, G, B at a brightness. */
  levels: z
    .array(z.object({ brightness: z.number(), sigma: channels(z.number()), share: z.number(), clipped: z.number() }))
    .readonly(),
  /** Autocorrelation of R, G, B at 1 to 4 pixels, by direction: (k, 0), (0, k), (k, k), (k, -k). */
  lags: channels(
    z.object({ horizontal: alongLags, vertical: alongLags, diagonal: alongLags, antidiagonal: alongLags }),
  ),
  /** Autocorrelation at lags -4..4 down and across, mean over the channels. */
  map: z
    .array(z.array(z.number()).readonly())
    .length(2 * maxLag + 1)
    .readonly(),
  /** Correlation between the channels at one pixel; 1 = the noise is gray. */
  betweenChannels: z.number(),
  kind: z.array(z.enum(noiseKinds)).readonly(),
});
export type Noise = z.infer<typeof Noise>;
