/** Small blocks from all over an image, with what remains of them after taking out brightness and slope: noise, and texture. */
import { blockArea, blockSize, covarianceAt, detrend, lags } from './autocovariance';
import type { PixelSource, Planes } from './geometry';
import { readReflected } from './padding';
import type { Steps } from './steps';

export interface Block {
  /** Top left corner, in image coordinates. */
  readonly x: number;
  readonly y: number;
  /** Mean over the channels, 0..1. */
  readonly brightness: number;
  /** Share of samples at or beyond black or white. */
  readonly clipped: number;
  /** Whether its samples have one or two values in all, as drawn areas do. */
  readonly drawn: boolean;
  /** Mean square of the residuals of each channel: noise and texture. */
  readonly energy: readonly number[];
  /** One per channel (one for all where they are equal), `[blockSize, blockSize]`. */
  readonly residuals: readonly Float64Array[];
}

/** What a block says of channel `c`: gray ones have one for all. */
export function channel<T>(values: readonly T[], c: number): T {
  return values[c % values.length];
}

export interface Sampling {
  /** About so many blocks at most, so that the time it takes does not grow with the image. */
  readonly most: number;
  /** Whether blocks begin at every place of a colour filter's 2 x 2 cell. */
  readonly everyPlace?: boolean;
}

/** A row of blocks at a step. */
export function* sampleBlocks(source: PixelSource, { most, everyPlace = false }: Sampling): Steps<Block[]> {
  const spacing = Math.max(blockSize / 2, Math.ceil(Math.sqrt((source.width * source.height) / most)));
  // An odd one passes through all places of the cell.
  const step = everyPlace ? spacing | 1 : spacing;
  const blocks: Block[] = [];
  for (let y = 0; y === 0 || y + blockSize <= source.height; y += step) {
    for (let x = 0; x === 0 || x + blockSize <= source.width; x += step) {
      const block = measureBlock(readReflected(source, { x, y, width: blockSize, height: blockSize }), x, y);
      if (block) blocks.push(block);
    }
    yield;
  }
  return blocks;
}

/** Undefined where nothing varies. */
function measureBlock({ data }: Planes, x: number, y: number): Block | undefined {
  let sum = 0;
  let clipped = 0;
  for (const value of data) {
    sum += value;
    if (value <= 0 || value >= 1) clipped++;
  }
  const residuals = (isGray(data) ? [0] : [0, 1, 2]).map(
    c => new Float64Array(data.subarray(c * blockArea, (c + 1) * blockArea)),
  );
  const energy = residuals.map(residual => {
    detrend(residual);
    return covarianceAt(residual, residual, lags[0]);
  });
  if (Math.max(...energy) < 1e-12) return undefined;
  const [brightness, share] = [sum / data.length, clipped / data.length];
  return { x, y, brightness, clipped: share, drawn: isDrawn(data), energy, residuals };
}

function isGray(data: Float32Array): boolean {
  for (let p = 0; p < blockArea; p++) {
    if (data[p] !== data[p + blockArea] || data[p] !== data[p + 2 * blockArea]) return false;
  }
  return true;
}

function isDrawn(data: Float32Array): boolean {
  let other = data[0];
  for (let i = 1; i < data.length; i++) {
    if (data[i] === data[0] || data[i] === other) continue;
    if (other !== data[0]) return false;
    other = data[i];
  }
  return true;
}
