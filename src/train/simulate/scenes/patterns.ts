/** Fine periodic patterns: meshes, weaves, stripes, grids. Noise never repeats; what does is the picture. */
import type { Plane } from '../plane';
import { smoothGround } from './canvas';
import type { Random } from '../../random';
import type { Rgb } from '../camera';

/** Where a point lies within its cell: phases of the two directions of the lattice in radians -> positive inside the motif. */
type Motif = (a: number, b: number) => number;

const motifs: readonly Motif[] = [
  // Dots on a lattice, or holes where the colours are the other way round.
  (a, b) => 0.5 * (Math.cos(a) + Math.cos(b)),
  (a, b) => Math.max(Math.cos(a), Math.cos(b)),
  (a, b) => Math.cos(a) * Math.cos(b),
  a => Math.cos(a),
];

/** Periods in pixels. Below two and a half, a camera's own filters leave little. */
const periods = [2.5, 16] as const;

/** One to three regions, each with a lattice of its own, in front of a smooth ground. */
export function drawPatterns(size: number, random: Random): Rgb {
  const shade = () => smoothGround(size, random.uniform(), random.uniform(), random);
  const planes = [shade(), shade(), shade()] as const;
  const regions = 1 + random.below(3);
  for (let i = 0; i < regions; i++) paintLattice(planes, size, random);
  return planes;
}

function paintLattice(planes: readonly Plane[], size: number, random: Random): void {
  const [least, most] = periods;
  const period = least * (most / least) ** random.uniform();
  const direction = random.uniform(0, Math.PI);
  const between = random.chance(0.5) ? Math.PI / 2 : random.uniform(Math.PI / 3, (2 * Math.PI) / 3);
  const [a, b] = [direction, direction + between].map(angle => {
    const frequency = (2 * Math.PI) / (period * random.uniform(0.8, 1.25));
    return [frequency * Math.cos(angle), frequency * Math.sin(angle), random.uniform(0, 2 * Math.PI)] as const;
  });
  // Seen at an angle, the far side is finer.
  const recede = [random.uniform(-0.3, 0.3), random.uniform(-0.3, 0.3)].map(slope => slope / size);
  const motif = random.pick(motifs);
  const threshold = random.uniform(-0.4, 0.4);
  // An edge takes about a pixel, so that fine patterns are softer.
  const sharpness = random.uniform(0.5, 1) * (period / 4);
  const colour = Array.from({ length: 2 }, () => drawColour(random));
  const shading = random.chance(0.5) ? smoothGround(size, 0.3, 1, random) : undefined;
  const edge = drawEdge(size, random);

  for (let at = 0; at < size * size; at++) {
    const [x, y] = [at % size, Math.floor(at / size)];
    const inside = edge(x, y);
    if (inside <= 0) continue;
    const nearness = 1 + recede[0] * (x - size / 2) + recede[1] * (y - size / 2);
    const [u, v] = [x / nearness, y / nearness];
    const level = motif(a[0] * u + a[1] * v + a[2], b[0] * u + b[1] * v + b[2]) - threshold;
    const share = clamp(0.5 + sharpness * level);
    planes.forEach(({ data }, channel) => {
      const value = colour[0][channel] + share * (colour[1][channel] - colour[0][channel]);
      data[at] += inside * (value * (shading?.data[at] ?? 1) - data[at]);
    });
  }
}

/** A half plane, or everywhere: how much of a pixel lies inside, 0..1. */
function drawEdge(size: number, random: Random): (x: number, y: number) => number {
  if (random.chance(0.3)) return () => 1;
  const angle = random.uniform(0, 2 * Math.PI);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const offset = random.uniform(-0.25, 0.25) * size;
  return (x, y) => clamp(0.5 + offset + cos * (x - size / 2) + sin * (y - size / 2));
}

function drawColour(random: Random): readonly number[] {
  const gray = random.uniform();
  const tint = random.chance(0.5) ? 0.3 : 0.05;
  return [0, 1, 2].map(() => clamp(gray + tint * random.uniform(-1, 1)));
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
