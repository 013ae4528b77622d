/** Scenes with sharp edges in colour: dead leaves, text and line art. */
import { blur, plane, type Plane } from '../plane';
import { cover, paintDisk, paintEllipse, paintShape, paintStroke, smoothGround } from './canvas';
import type { Random } from '../../random';
import type { Rgb } from '../camera';

type Colour = readonly [number, number, number];

/**
 * Dead leaves: shapes of all sizes (as many of each size as photographs have, density 1 / r^3) that cover each other, each
 * with a colour, a gradient and some texture of its own.
 */
export function drawDeadLeaves(size: number, random: Random): Rgb {
  const base: Colour = [random.uniform(), random.uniform(), random.uniform()];
  const variety = random.uniform(0.1, 0.6);
  const planes = base.map(value => smoothGround(size, 0.7 * value, value, random)) as [Plane, Plane, Plane];
  const [least, most] = [2, size / 2];
  for (let i = 0; i < 700; i++) {
    const chance = random.uniform();
    // Inverse of the distribution of radii.
    const radius = 1 / Math.sqrt((1 - chance) / (least * least) + chance / (most * most));
    const [x, y, angle] = [random.uniform(0, size), random.uniform(0, size), random.uniform(0, Math.PI)];
    const radii = [radius, radius * random.uniform(0.3, 1)] as const;
    const gray = random.uniform();
    const colour = base.map(value => gray + variety * (value - gray + random.uniform(-0.5, 0.5)));
    const slopes = [random.uniform(-1, 1), random.uniform(-1, 1)].map(slope => (slope * 0.3) / radius);
    const texture = random.chance(0.3) ? random.uniform(0, 0.12) : 0;
    const pitch = random.uniform(0.15, 1.2);
    const direction = random.uniform(0, Math.PI);
    const [across, down] = [Math.cos(direction) * pitch, Math.sin(direction) * pitch];
    const square = random.chance(0.3);
    planes.forEach((target, channel) => {
      const paint = (data: Float32Array, at: number, coverage: number) => {
        const [u, v] = [(at % size) - x, Math.floor(at / size) - y];
        const value = colour[channel] + slopes[0] * u + slopes[1] * v + texture * Math.sin(across * u + down * v);
        data[at] += coverage * (Math.min(1, Math.max(0, value)) - data[at]);
      };
      if (square) paintRectangle(target, x, y, radii, angle, paint);
      else paintEllipse(target, x, y, radii, angle, paint);
    });
  }
  const softness = random.uniform(0, 0.7);
  return [blur(planes[0], softness), blur(planes[1], softness), blur(planes[2], softness)];
}

/** Rows of invented letters, or lines, curves and boxes; dark on light, light on dark, or in colour. */
export function drawLineArt(size: number, random: Random): Rgb {
  const dark = random.chance(0.4);
  const paper: Colour = dark ? colourNear(0.1, random) : colourNear(0.9, random);
  const ink: Colour = dark ? colourNear(0.85, random) : colourNear(0.12, random);
  const planes = paper.map(value => smoothGround(size, 0.93 * value, value, random)) as [Plane, Plane, Plane];
  const coverage = plane(size, size);
  if (random.chance(0.6)) writeText(coverage, random);
  else drawFigures(coverage, random);
  const soft = blur(coverage, random.uniform(0, 0.6));
  planes.forEach((target, channel) => {
    for (let at = 0; at < target.data.length; at++) target.data[at] += soft.data[at] * (ink[channel] - target.data[at]);
  });
  return planes;
}

function colourNear(level: number, random: Random): Colour {
  const channel = () => Math.min(1, Math.max(0, level + random.uniform(-0.15, 0.15)));
  if (random.chance(0.5)) return [channel(), channel(), channel()];
  const gray = channel();
  return [gray, gray, gray];
}

/** Letters are two to four strokes on a grid of 3 x 4 points. */
function writeText(target: Plane, random: Random): void {
  const { width: size } = target;
  const height = random.uniform(5, 26);
  const thickness = height * random.uniform(0.06, 0.16);
  const slant = random.chance(0.3) ? random.uniform(-0.3, 0.3) : 0;
  const turned = random.chance(0.3) ? random.uniform(-0.2, 0.2) : 0;
  const alphabet = Array.from({ length: 24 }, () =>
    Array.from({ length: 2 + random.below(3) }, () => [
      random.below(3),
      random.below(4),
      random.below(3),
      random.below(4),
    ]),
  );
  const paint = cover(1);
  for (let line = height * 0.5; line < size; line += height * random.uniform(1.4, 1.8)) {
    for (let left = random.uniform(0, height); left < size; left += height * 0.75) {
      if (random.chance(0.15)) continue;
      const place = (column: number, row: number): readonly [number, number] => [
        left + height * (0.25 * column + slant * (0.5 - row / 3)),
        line + (height * row) / 3 + turned * (left - size / 2),
      ];
      for (const [a, b, c, d] of random.pick(alphabet)) paintStroke(target, place(a, b), place(c, d), thickness, paint);
    }
  }
}

function drawFigures(target: Plane, random: Random): void {
  const { width: size } = target;
  const paint = cover(1);
  const anywhere = (): readonly [number, number] => [random.uniform(0, size), random.uniform(0, size)];
  const count = 6 + random.below(40);
  for (let i = 0; i < count; i++) {
    const kind = random.uniform();
    const width = random.uniform(0.5, 4);
    if (kind < 0.5) paintStroke(target, anywhere(), anywhere(), width, paint);
    else if (kind < 0.75) paintRing(target, anywhere(), random.uniform(3, size / 3), width);
    else if (kind < 0.9) paintDisk(target, ...anywhere(), random.uniform(1, 10), paint);
    else drawHatching(target, random);
  }
}

function paintRing(target: Plane, [x, y]: readonly [number, number], radius: number, width: number): void {
  const reach = radius + width + 1;
  const box = { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
  paintShape(target, box, (u, v) => Math.abs(Math.hypot(u - x, v - y) - radius) - width / 2, cover(1));
}

/** Parallel lines: rulers, graph paper, shading. */
function drawHatching(target: Plane, random: Random): void {
  const { width: size } = target;
  const [x, y] = [random.uniform(0, size), random.uniform(0, size)];
  const [length, pitch, width] = [random.uniform(10, size / 2), random.uniform(2, 10), random.uniform(0.5, 1.5)];
  const upright = random.chance(0.5);
  for (let i = 0; i < length / pitch; i++) {
    const at = i * pitch;
    if (upright) paintStroke(target, [x + at, y], [x + at, y + length], width, cover(1));
    else paintStroke(target, [x, y + at], [x + length, y + at], width, cover(1));
  }
}

function paintRectangle(
  target: Plane,
  x: number,
  y: number,
  [a, b]: readonly [number, number],
  angle: number,
  paint: (data: Float32Array, at: number, coverage: number) => void,
): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const reach = a + b + 1;
  const box = { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
  const distance = (u: number, v: number) =>
    Math.max(Math.abs(cos * (u - x) + sin * (v - y)) - a, Math.abs(cos * (v - y) - sin * (u - x)) - b);
  paintShape(target, box, distance, paint);
}
