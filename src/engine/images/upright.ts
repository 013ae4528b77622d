import type { Size } from '../../core/geometry';
import { filled, type SampleStore } from '../../core/sample-source';

const mirrored: ReadonlySet<number> = new Set([2, 3, 7, 8]);
const upsideDown: ReadonlySet<number> = new Set([3, 4, 6, 7]);

/**
 * Samples turned as an orientation tag says (TIFF 6.0, section 8; EXIF has the same); 5 to 8 swap width and height. Those that
 * had to be turned are discarded.
 * @param allocate makes room for an image of that size
 */
export function upright(source: SampleStore, orientation: number, allocate: (size: Size) => SampleStore): SampleStore {
  if (!(orientation >= 2 && orientation <= 8)) return source;
  const { width, height, channels } = source;
  const swaps = orientation > 4;
  const [flipsX, flipsY] = [mirrored.has(orientation), upsideDown.has(orientation)];
  const target = allocate(swaps ? { width: height, height: width } : { width, height });
  filled(target, band => {
    // The part of the source that lies in this band.
    const first = swaps
      ? { x: flipsX ? width - band.y - band.height : band.y, y: 0, width: band.height, height }
      : { x: 0, y: flipsY ? height - band.y - band.height : band.y, width, height: band.height };
    const { data, start, stride } = source.view(first);
    const turned = data.slice(0, band.width * band.height * channels);
    for (let row = 0, to = 0; row < band.height; row++) {
      for (let column = 0; column < band.width; column++) {
        const [across, down] = swaps ? [row, column] : [column, row];
        const x = flipsX ? first.width - 1 - across : across;
        const y = flipsY ? first.height - 1 - down : down;
        const from = start + y * stride + x * channels;
        for (let c = 0; c < channels; c++) turned[to++] = data[from + c];
      }
    }
    return turned;
  });
  source.discard?.();
  return target;
}
