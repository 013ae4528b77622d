/** Which parts of an image candidates are tried on. */
import type { PixelSource, Rect } from './geometry';

/** Edge of a crop: two of them are 4 % of a photo of two megapixels. */
const edge = 192;
const perSide = 6;

/**
 * Two crops, one of medium and one of high brightness; the whole image if it is not larger. Brightness is read from a
 * few pixels of each place.
 */
export function trialCrops(source: PixelSource): Rect[] {
  const width = Math.min(edge, source.width);
  const height = Math.min(edge, source.height);
  if (width * height === source.width * source.height) return [{ x: 0, y: 0, width, height }];
  const places = new Map<string, Rect>();
  for (let row = 0; row < perSide; row++) {
    for (let column = 0; column < perSide; column++) {
      // Multiples of 8, so that JPEG blocks lie as they do in the image.
      const x = Math.floor(((source.width - width) * column) / (perSide - 1) / 8) * 8;
      const y = Math.floor(((source.height - height) * row) / (perSide - 1) / 8) * 8;
      places.set(`${x},${y}`, { x, y, width, height });
    }
  }
  const sorted = [...places.values()]
    .map(rect => ({ rect, brightness: brightness(source, rect) }))
    .sort((a, b) => a.brightness - b.brightness)
    .map(({ rect }) => rect);
  const medium = sorted[Math.floor(0.4 * (sorted.length - 1))];
  const bright = sorted[Math.ceil(0.8 * (sorted.length - 1))];
  return medium === bright ? [medium] : [medium, bright];
}

/** Mean of every 16th row. */
function brightness(source: PixelSource, { x, y, width, height }: Rect): number {
  let sum = 0;
  let count = 0;
  for (let row = 0; row < height; row += 16) {
    const { data } = source.read({ x, y: y + row, width, height: 1 });
    for (const value of data) sum += value;
    count += data.length;
  }
  return sum / count;
}
