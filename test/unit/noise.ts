import type { Noise } from '../../src/client/noise';

const uncorrelated = {
  horizontal: [0, 0, 0, 0],
  vertical: [0, 0, 0, 0],
  diagonal: [0, 0, 0, 0],
  antidiagonal: [0, 0, 0, 0],
};

/** White noise of sigma 0.1, as the engine reports it. */
export const noise: Noise = {
  sigma: 0.1,
  correlation: [0, 0, 0, 0],
  levels: [{ brightness: 0.5, sigma: [0.1, 0.1, 0.1], share: 1, clipped: 0 }],
  lags: [uncorrelated, uncorrelated, uncorrelated],
  map: [[0, 0, 0, 0, 1, 0, 0, 0, 0]],
  betweenChannels: 0,
  kind: ['independent'],
};
