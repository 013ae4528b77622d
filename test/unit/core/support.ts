/** What the tests of the core share: golden vectors, networks, images and draws. */
import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from '../../../src/runtime/onnxruntime';
import { uncontrolled, type RunControl } from '../../../src/core/control';
import type { Draws } from '../../../src/core/draws';
import { crop, type PixelSource, type Planes, type Rect } from '../../../src/core/geometry';
import type { BranchNetwork, MaskedBatch } from '../../../src/core/network';
import { DenoisePipeline, type PipelineOptions } from '../../../src/core/pipeline';
import { hash } from '../../../src/core/random';
import { presets, type DenoiseSettings } from '../../../src/core/settings';
import type { PipelineStage } from '../../../src/core/stages';
import { TileCache } from '../../../src/core/tile-cache';

const goldenFolder = new URL('../../fixtures/golden/', import.meta.url);

export interface Golden {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** Contents of a golden file; who reads it knows their shape. */
export function golden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, goldenFolder), 'utf8'));
}

/** The branch network of the golden vectors: two 3x3 convolutions, no mask input. */
export async function tinyNetwork(): Promise<BranchNetwork> {
  const session = await InferenceSession.create(readFileSync(new URL('tiny.onnx', goldenFolder)));
  return {
    stride: 1,
    halo: 2,
    minSize: 1,
    takesMask: false,
    predictsScale: false,
    async run({ batch, height, width, input }, control) {
      const { output } = await session.run({ input: new Tensor('float32', input, [batch, 3, height, width]) });
      control.onPass?.(batch * height * width);
      return (output.data as Float32Array).slice();
    },
  };
}

export interface FakeNetwork extends BranchNetwork {
  /** Every batch that has been run, largest dimension last. */
  readonly batches: { readonly batch: number; readonly height: number; readonly width: number }[];
}

/**
 * A network without weights that has all that makes tiling hard: a 5x5 mean over the visible pixels with zero padding,
 * then for stride > 1 the mean over the cells of a grid that starts at the window's corner, as strided layers have it. It
 * expects to be the further off the larger its output is.
 * @param brighter what it adds to each pixel
 */
export function fakeNetwork(stride = 1, options: Partial<BranchNetwork> = {}, brighter = 0): FakeNetwork {
  const batches: FakeNetwork['batches'] = [];
  return {
    stride,
    halo: 2 + stride - 1,
    minSize: 1,
    takesMask: true,
    predictsScale: true,
    batches,
    async run(masked, control, scale) {
      const { batch, height, width } = masked;
      if (height % stride || width % stride) throw new Error(`${width} x ${height} is no multiple of ${stride}`);
      await Promise.resolve();
      batches.push({ batch, height, width });
      const output = meanOfCells(meanOfVisible(masked), masked, stride).map(value => value + brighter);
      scale?.set(output.map(value => 0.01 + Math.abs(value)));
      control.onPass?.(batch * height * width);
      return output;
    },
    ...options,
  };
}

function meanOfVisible({ batch, height, width, input, mask }: MaskedBatch): Float32Array {
  const output = new Float32Array(input.length);
  const area = height * width;
  for (let image = 0; image < batch; image++) {
    const [r, g, b] = [0, 1, 2].map(c => (image * 3 + c) * area);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let [visible, red, green, blue] = [0.5, 0, 0, 0];
        for (let v = Math.max(0, y - 2); v <= Math.min(height - 1, y + 2); v++) {
          for (let u = Math.max(0, x - 2); u <= Math.min(width - 1, x + 2); u++) {
            const p = v * width + u;
            visible += mask[image * area + p];
            red += input[r + p];
            green += input[g + p];
            blue += input[b + p];
          }
        }
        const at = y * width + x;
        output[r + at] = red / visible;
        output[g + at] = green / visible;
        output[b + at] = blue / visible;
      }
    }
  }
  return output;
}

function meanOfCells(pixels: Float32Array, { height, width }: MaskedBatch, stride: number): Float32Array {
  if (stride === 1) return pixels;
  const output = new Float32Array(pixels.length);
  for (let plane = 0; plane < pixels.length; plane += height * width) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let v = 0; v < stride; v++) {
          for (let u = 0; u < stride; u++) {
            sum += pixels[plane + (y - (y % stride) + v) * width + x - (x % stride) + u];
          }
        }
        const at = plane + y * width + x;
        output[at] = 0.5 * pixels[at] + (0.5 * sum) / stride ** 2;
      }
    }
  }
  return output;
}

export function sourceOf(planes: Planes): PixelSource {
  const whole = { x: 0, y: 0, width: planes.width, height: planes.height };
  return {
    width: planes.width,
    height: planes.height,
    read(rect) {
      if (rect.x < 0 || rect.y < 0 || rect.x + rect.width > whole.width || rect.y + rect.height > whole.height) {
        throw new Error(`${JSON.stringify(rect)} reaches beyond the image`);
      }
      return crop(planes, whole, rect);
    },
  };
}

/** Smooth colours with white noise on them. */
export function testImage(width: number, height: number, seed = 1): Planes {
  const data = new Float32Array(3 * width * height);
  for (let c = 0, at = 0; c < 3; c++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        data[at++] = 0.5 + 0.3 * Math.sin(x / 9 + c) * Math.cos(y / 7) + 0.2 * (hash(seed, c, x, y) / 2 ** 32 - 0.5);
      }
    }
  }
  return { width, height, data };
}

export function settingsWith(changes: Partial<DenoiseSettings>): DenoiseSettings {
  return { ...presets.amsnet, pdFactor: 2, ...changes };
}

export function pipelineOf(
  noisy: Planes,
  changes: Partial<DenoiseSettings>,
  options: Partial<PipelineOptions> = {},
): DenoisePipeline {
  return new DenoisePipeline({
    noisy: sourceOf(noisy),
    network: fakeNetwork(),
    settings: settingsWith(changes),
    tile: 4096,
    cache: new TileCache(2 ** 28),
    key: 'test',
    ...options,
  });
}

export function wholeImage(pipeline: DenoisePipeline, stage: PipelineStage, control = uncontrolled): Promise<Planes> {
  const last = pipeline.tiles[pipeline.tiles.length - 1];
  return pipeline.read(stage, { x: 0, y: 0, width: last.x + last.width, height: last.y + last.height }, control);
}

/** A token that asks for cancellation when told to, or by itself after `runs` runs of the network. */
export function cancellable(runs = Infinity, priority: RunControl['priority'] = 'background') {
  const listeners = new Set<() => void>();
  let left = runs;
  const token = {
    isCancellationRequested: false,
    onCancellationRequested(listener: () => void) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
  const cancel = () => {
    token.isCancellationRequested = true;
    for (const listener of [...listeners]) listener();
  };
  const control: RunControl = {
    token,
    priority,
    onPass() {
      if (--left === 0) cancel();
    },
  };
  return { control, cancel };
}

/** Draws that were recorded for the whole image; `maskIndex` of the PD stage is in full-resolution coordinates. */
export function recordedDraws(
  maskIndex: Uint8Array,
  replace: readonly number[],
  refineIndex: readonly number[],
): Draws {
  const part = (all: readonly number[], t: number, { width, height }: Rect) =>
    Uint8Array.from(all.slice(t * width * height, (t + 1) * width * height));
  return {
    pdMaskIndex: () => maskIndex,
    r3Replace: (t, _ratio, rect) => part(replace, t, rect),
    r3MaskIndex: (t, _masks, rect) => part(refineIndex, t, rect),
  };
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`${a.length} values against ${b.length}`);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}
