/** What drawn scenes are put together from: shapes with soft edges on a plane, the area of each pixel counted. */
import { plane, rms, wideBlur, type Plane } from '../plane';
import type { Random } from '../../random';

/** How a shape meets what is below it. */
export type Paint = (target: Float32Array, at: number, coverage: number) => void;

export function cover(value: number): Paint {
  return (target, at, coverage) => {
    target[at] += coverage * (value - target[at]);
  };
}

/** Light adds up, as in fluorescence. */
export function glow(value: number): Paint {
  return (target, at, coverage) => {
    target[at] += coverage * value;
  };
}

/**
 * Paints where `distance` (pixels from the shape's edge, negative inside) is negative, with an edge of one pixel's width.
 * Looks only inside the box.
 */
export function paintShape(
  target: Plane,
  box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
  distance: (x: number, y: number) => number,
  paint: Paint,
): void {
  const { width, height, data } = target;
  for (let y = Math.max(0, Math.floor(box.top)); y <= Math.min(height - 1, Math.ceil(box.bottom)); y++) {
    for (let x = Math.max(0, Math.floor(box.left)); x <= Math.min(width - 1, Math.ceil(box.right)); x++) {
      const coverage = Math.min(1, Math.max(0, 0.5 - distance(x, y)));
      if (coverage > 0) paint(data, y * width + x, coverage);
    }
  }
}

export function paintDisk(target: Plane, x: number, y: number, radius: number, paint: Paint): void {
  const box = { left: x - radius - 1, right: x + radius + 1, top: y - radius - 1, bottom: y + radius + 1 };
  paintShape(target, box, (u, v) => Math.hypot(u - x, v - y) - radius, paint);
}

export function paintEllipse(
  target: Plane,
  x: number,
  y: number,
  radii: readonly [number, number],
  angle: number,
  paint: Paint,
): void {
  const [a, b] = radii;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const reach = Math.max(a, b) + 1;
  const box = { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
  const distance = (u: number, v: number) => {
    const p = (cos * (u - x) + sin * (v - y)) / a;
    const q = (cos * (v - y) - sin * (u - x)) / b;
    return (Math.hypot(p, q) - 1) * Math.min(a, b);
  };
  paintShape(target, box, distance, paint);
}

/** A straight stroke with round ends. */
export function paintStroke(
  target: Plane,
  from: readonly [number, number],
  to: readonly [number, number],
  width: number,
  paint: Paint,
): void {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = Math.max(1e-9, dx * dx + dy * dy);
  const reach = width / 2 + 1;
  const box = {
    left: Math.min(from[0], to[0]) - reach,
    right: Math.max(from[0], to[0]) + reach,
    top: Math.min(from[1], to[1]) - reach,
    bottom: Math.max(from[1], to[1]) + reach,
  };
  // Lines thinner than a pixel are fainter instead.
  const thin = Math.min(1, width);
  const half = Math.max(1, width) / 2;
  const distance = (x: number, y: number) => {
    const along = Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / square));
    return Math.hypot(x - from[0] - along * dx, y - from[1] - along * dy) - half;
  };
  paintShape(target, box, distance, (data, at, coverage) => {
    paint(data, at, thin * coverage);
  });
}

/** Smooth brightness without structure: a plane and two broad waves between `from` and `to`. */
export function smoothGround(size: number, from: number, to: number, random: Random): Plane {
  const waves = Array.from({ length: 3 }, () => ({
    u: random.uniform(-1.5, 1.5) / size,
    v: random.uniform(-1.5, 1.5) / size,
    phase: random.uniform(0, 2 * Math.PI),
  }));
  const result = plane(size, size);
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at++) {
      let sum = 0;
      for (const { u, v, phase } of waves) sum += Math.sin(2 * Math.PI * (u * x + v * y) + phase);
      result.data[at] = from + (to - from) * (0.5 + sum / 6);
    }
  }
  return result;
}

/**
 * Unevenness without edges: about as much in every octave, as in photographs (an amplitude that falls with the frequency). Mean near 0,
 * standard deviation 1.
 */
export function unevenness(size: number, random: Random): Plane {
  const roughness = random.uniform(-0.3, 0.6);
  const result = plane(size, size);
  for (let scale = 1; scale <= size / 8; scale *= 2) {
    const white = plane(size, size);
    for (let at = 0; at < white.data.length; at++) white.data[at] = random.normal();
    const octave = wideBlur(white, scale);
    const weight = scale ** roughness / rms(octave);
    for (let at = 0; at < result.data.length; at++) result.data[at] += weight * octave.data[at];
  }
  const all = rms(result);
  for (let at = 0; at < result.data.length; at++) result.data[at] /= all;
  return result;
}
