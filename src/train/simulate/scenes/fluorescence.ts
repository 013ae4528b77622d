/** What fluorescence microscopes and telescopes see: bright structure on dark ground, in one channel. */
import { blur, plane, wideBlur, type Plane } from '../plane';
import { cover, glow, paintDisk, paintEllipse, paintStroke, smoothGround } from './canvas';
import type { Random } from '../../random';

type Painter = (target: Plane, random: Random) => void;

/** One to three of fibres, cells, spots and a grid, with what lies out of focus behind them. Values 0..1. */
export function drawFluorescence(size: number, random: Random): Plane {
  const background = smoothGround(size, 0, random.uniform(0, 0.25), random);
  const behind = plane(size, size);
  const front = plane(size, size);
  const layers = 1 + random.below(3);
  for (let i = 0; i < layers; i++) random.pick(painters)(front, random);
  if (random.chance(0.6)) random.pick(painters)(behind, random);
  const hazy = wideBlur(behind, random.uniform(3, 10));
  const sharp = blur(front, random.uniform(0, 1.6));
  const haze = random.uniform(0.1, 0.7);
  const sum = background.data.map((value, at) => value + haze * hazy.data[at] + sharp.data[at]);
  const strongest = sum.reduce((most, value) => Math.max(most, value), 1e-3);
  const brightest = random.uniform(0.5, 1.15);
  return plane(
    size,
    size,
    sum.map(value => Math.min(1, (brightest * value) / strongest)),
  );
}

const painters: readonly Painter[] = [drawFibres, drawFibres, drawCells, drawCells, drawSpots, drawMesh];

/** Bent filaments, single or in bundles of one direction. */
function drawFibres(target: Plane, random: Random): void {
  const { width: size } = target;
  const count = 4 + random.below(60);
  const main = random.uniform(0, Math.PI);
  const disorder = random.chance(0.5) ? random.uniform(0.05, 0.4) : Math.PI;
  const thickest = random.uniform(0.6, 3.5);
  const dim = random.uniform(0.05, 0.5);
  for (let i = 0; i < count; i++) {
    let angle = main + disorder * random.uniform(-1, 1);
    let place: readonly [number, number] = [random.uniform(-20, size + 20), random.uniform(-20, size + 20)];
    const thickness = random.uniform(0.5, thickest);
    const paint = glow(random.uniform(dim, 1));
    const bend = random.uniform(0, 0.25);
    const pieces = 4 + random.below(22);
    for (let piece = 0; piece < pieces; piece++) {
      angle += bend * random.normal();
      const next = [place[0] + 9 * Math.cos(angle), place[1] + 9 * Math.sin(angle)] as const;
      paintStroke(target, place, next, thickness, paint);
      place = next;
    }
  }
}

/** Bodies with a nucleus that is brighter or left out, a rim, and grains inside. */
function drawCells(target: Plane, random: Random): void {
  const { width: size } = target;
  const count = 1 + random.below(14);
  const largest = random.uniform(8, 70);
  const grains = random.chance(0.6) ? random.below(40) : 0;
  for (let i = 0; i < count; i++) {
    const [x, y] = [random.uniform(0, size), random.uniform(0, size)];
    const radii = [random.uniform(0.4, 1) * largest, random.uniform(0.4, 1) * largest] as const;
    const angle = random.uniform(0, Math.PI);
    const level = random.uniform(0.1, 0.8);
    paintEllipse(target, x, y, radii, angle, glow(level));
    if (random.chance(0.4))
      paintEllipse(
        target,
        x,
        y,
        [radii[0] - 2, radii[1] - 2].map(r => Math.max(1, r)) as [number, number],
        angle,
        cover(level * random.uniform(0.4, 0.9)),
      );
    if (random.chance(0.6)) {
      const inner = random.uniform(0.25, 0.5);
      const nucleus = random.chance(0.5) ? cover(level * random.uniform(0, 0.5)) : glow(random.uniform(0.2, 0.6));
      paintEllipse(
        target,
        x + 0.2 * radii[0] * random.uniform(-1, 1),
        y,
        [radii[0] * inner, radii[1] * inner],
        angle,
        nucleus,
      );
    }
    for (let grain = 0; grain < grains; grain++) {
      const [r, phi] = [Math.sqrt(random.uniform()), random.uniform(0, 2 * Math.PI)];
      const [u, v] = [r * radii[0] * Math.cos(phi), r * radii[1] * Math.sin(phi)];
      paintDisk(
        target,
        x + u * Math.cos(angle) - v * Math.sin(angle),
        y + u * Math.sin(angle) + v * Math.cos(angle),
        random.uniform(0.6, 2.5),
        glow(random.uniform(-0.15, 0.4) * level),
      );
    }
  }
}

/** Points and small disks: vesicles, beads, stars. */
function drawSpots(target: Plane, random: Random): void {
  const { width: size } = target;
  const count = 5 + random.below(250);
  const largest = random.uniform(0.8, 5);
  for (let i = 0; i < count; i++) {
    const radius = 0.5 + (largest - 0.5) * random.uniform() ** 3;
    paintDisk(target, random.uniform(0, size), random.uniform(0, size), radius, glow(random.uniform(0.03, 1) ** 2));
  }
}

/** A network of membranes: lines between neighbouring points of a shaken grid. */
function drawMesh(target: Plane, random: Random): void {
  const { width: size } = target;
  const pitch = random.uniform(8, 45);
  const shake = random.chance(0.3) ? 0 : random.uniform(0, 0.45) * pitch;
  const cells = Math.ceil(size / pitch) + 2;
  const points = Array.from({ length: cells * cells }, (_, i): readonly [number, number] => [
    ((i % cells) - 0.5) * pitch + shake * random.uniform(-1, 1),
    (Math.floor(i / cells) - 0.5) * pitch + shake * random.uniform(-1, 1),
  ]);
  const thickness = random.uniform(0.5, 3);
  const missing = random.uniform(0, 0.4);
  for (let i = 0; i < points.length; i++) {
    const paint = glow(random.uniform(0.2, 0.8));
    if (i % cells !== cells - 1 && !random.chance(missing))
      paintStroke(target, points[i], points[i + 1], thickness, paint);
    if (i + cells < points.length && !random.chance(missing))
      paintStroke(target, points[i], points[i + cells], thickness, paint);
  }
}
