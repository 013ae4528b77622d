/** Demosaicing as phones and raw developers do it: bilinear, corrected by the gradient of the channel that was measured. */
import { plane } from './plane';
import type { Plane } from './plane';

/** Where red lies in the mosaic: column and row, 0 or 1. */
export type MosaicPhase = readonly [column: number, row: number];

/** The channel that a pixel of the mosaic measures. RGGB: red at even columns and rows, blue at odd ones. */
export function channelAt(x: number, y: number): 0 | 1 | 2 {
  if ((x + y) % 2 === 1) return 1;
  return y % 2 === 0 ? 0 : 2;
}

/**
 * Gradient-corrected linear interpolation, 5 x 5 (Malvar, He and Cutler 2004), the demosaicing of MATLAB and of the pictures of
 * SIDD. It keeps more detail than the bilinear one and correlates the noise of the channels.
 */
export function demosaicByGradient(mosaic: Plane, phase: MosaicPhase): [Plane, Plane, Plane] {
  const { width, height, data } = mosaic;
  const channels = [plane(width, height), plane(width, height), plane(width, height)] as const;
  // Mirrored without repeating the edge, which keeps each pixel's colour.
  const mirrored = (i: number, size: number) => (i < 0 ? -i : i >= size ? 2 * size - 2 - i : i);
  for (let y = 0; y < height; y++) {
    const [up2, up, row, down, down2] = [-2, -1, 0, 1, 2].map(step => mirrored(y + step, height) * width);
    for (let x = 0; x < width; x++) {
      const [left2, left, right, right2] = [-2, -1, 1, 2].map(step => mirrored(x + step, width));
      const centre = data[row + x];
      const across = data[row + left] + data[row + right];
      const down1 = data[up + x] + data[down + x];
      const farAcross = data[row + left2] + data[row + right2];
      const farDown = data[up2 + x] + data[down2 + x];
      const diagonal = data[up + left] + data[up + right] + data[down + left] + data[down + right];
      const own = channelAt(x + phase[0], y + phase[1]);
      const at = row + x;
      channels[own].data[at] = centre;
      if (own === 1) {
        const besides = channelAt(x + 1 + phase[0], y + phase[1]);
        const above = besides === 0 ? 2 : 0;
        channels[besides].data[at] = (5 * centre + 4 * across - farAcross - diagonal + farDown / 2) / 8;
        channels[above].data[at] = (5 * centre + 4 * down1 - farDown - diagonal + farAcross / 2) / 8;
      } else {
        const other = own === 0 ? 2 : 0;
        channels[1].data[at] = (4 * centre + 2 * (across + down1) - farAcross - farDown) / 8;
        channels[other].data[at] = (6 * centre + 2 * diagonal - 1.5 * (farAcross + farDown)) / 8;
      }
    }
  }
  return [...channels];
}
