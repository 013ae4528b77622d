/** `[batch, channels, height, width]` */
export type Shape = readonly [batch: number, channels: number, height: number, width: number];

/**
 * Pixel-shuffle downsampling, PD (docs/algorithm.md, "Terms"): splits each image into factor x factor sub-images, which
 * breaks the spatial correlation of camera noise. Sub-image (i, j) holds the pixels (i + factor m, j + factor n);
 * sub-images go to the batch axis in the order (batch, i, j).
 *
 * @param shape of `data`; height and width are multiples of `factor`
 * @returns `[batch factor^2, channels, height / factor, width / factor]`; `data` itself for factor 1
 */
export function pdDown<T extends Float32Array | Uint8Array>(data: T, shape: Shape, factor: number): T {
  return shuffle(data, shape, factor, 'down');
}

/**
 * Exact inverse of `pdDown`.
 * @param shape of the result, `[batch, channels, height, width]`
 */
export function pdUp<T extends Float32Array | Uint8Array>(data: T, shape: Shape, factor: number): T {
  return shuffle(data, shape, factor, 'up');
}

/** Visits the rows of the sub-images in their order in memory; `shape` is that of the full-resolution side. */
function shuffle<T extends Float32Array | Uint8Array>(
  data: T,
  [batch, channels, height, width]: Shape,
  factor: number,
  direction: 'down' | 'up',
): T {
  if (factor === 1) return data;
  const shuffled = (data instanceof Float32Array ? new Float32Array(data.length) : new Uint8Array(data.length)) as T;
  const rowLength = width / factor;
  let down = 0;
  for (let image = 0; image < batch; image++) {
    for (let sub = 0; sub < factor * factor; sub++) {
      const i = Math.floor(sub / factor);
      const j = sub % factor;
      for (let channel = 0; channel < channels; channel++) {
        for (let y = i; y < height; y += factor) {
          let full = ((image * channels + channel) * height + y) * width + j;
          const end = down + rowLength;
          if (direction === 'down') for (; down < end; full += factor) shuffled[down++] = data[full];
          else for (; down < end; full += factor) shuffled[full] = data[down++];
        }
      }
    }
  }
  return shuffled;
}
