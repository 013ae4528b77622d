import { intersection, type PixelSource, type Planes, type Rect, type Size } from './geometry';

/**
 * Where coordinate `i` lies in an axis of `length` pixels that is mirrored at its ends without repeating them
 * (... 2 1 | 0 1 2 ... n-2 n-1 | n-2 ...), as often as it takes.
 */
export function reflect(i: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const phase = ((i % period) + period) % period;
  return phase < length ? phase : period - phase;
}

/** The smallest rectangle inside `image` that holds all pixels that `rect`, which may reach beyond it, mirrors. */
export function reflectedFrom(rect: Rect, image: Size): Rect {
  const [x, width] = reflectedSpan(rect.x, rect.width, image.width);
  const [y, height] = reflectedSpan(rect.y, rect.height, image.height);
  return { x, y, width, height };
}

function reflectedSpan(start: number, length: number, limit: number): [start: number, length: number] {
  let first = limit;
  let last = 0;
  for (let i = start; i < start + length; i++) {
    const at = reflect(i, limit);
    if (at < first) first = at;
    if (at > last) last = at;
  }
  return [first, last - first + 1];
}

/**
 * Pixels of `rect`, which may reach beyond the image and is mirrored there.
 * @param inner the pixels of `reflectedFrom(rect, image)`
 */
export function padByReflection(inner: Planes, rect: Rect, image: Size): Planes {
  const shared = intersection(rect, { x: 0, y: 0, ...image });
  if (shared.width === rect.width && shared.height === rect.height) return inner;
  const from = reflectedFrom(rect, image);
  const data = new Float32Array(3 * rect.height * rect.width);
  const columns = Int32Array.from({ length: rect.width }, (_, i) => reflect(rect.x + i, image.width) - from.x);
  for (let channel = 0, at = 0; channel < 3; channel++) {
    for (let row = 0; row < rect.height; row++) {
      const line = (channel * from.height + reflect(rect.y + row, image.height) - from.y) * from.width;
      for (let column = 0; column < rect.width; column++) data[at++] = inner.data[line + columns[column]];
    }
  }
  return { width: rect.width, height: rect.height, data };
}

/** Pixels of `rect`, which may reach beyond the image, mirrored there. */
export function readReflected(source: PixelSource, rect: Rect): Planes {
  return padByReflection(source.read(reflectedFrom(rect, source)), rect, source);
}
