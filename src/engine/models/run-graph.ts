/** Running a graph of any kind of inputs and outputs on planes of pixels. */
import { Tensor } from '../../runtime/onnxruntime';
import { text } from '../text';
import { dimensions, fromTensor, isNative, toTensor, type Extent } from './tensor-format';
import type { ImagePort, NoiseLevelPort, Signature, NetworkTraits } from './traits';

export type Tensors = Readonly<Record<string, Tensor>>;

/** What running needs of a session; a test brings one that fails when told. */
export interface Runner {
  /** @param outputs names of those that are wanted, or the tensors that they are written into */
  run(inputs: Tensors, outputs: readonly string[] | Tensors): Promise<Tensors>;
}

export interface GraphBatch {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  /** `[batch, 3, height, width]`, RGB, 0..1. */
  readonly input: Float32Array;
  /** `[batch, 1, height, width]`, 1 = visible. */
  readonly mask: Float32Array;
  /** Standard deviation of the noise, 0..1, for a network that asks for it. */
  readonly noiseLevel?: number;
  /** Gets the denoised pixels, as large as `input`. */
  readonly output: Float32Array;
  /** Gets the predicted size of their error, as large; only for a network that has one. */
  readonly scale?: Float32Array;
  /** The shape of the output is not known yet. */
  readonly probing?: boolean;
}

/** The output of a run has another shape than the input. */
export class ShapeMismatch extends Error {}

/**
 * @param traits of the graph
 * @throws {Error} of ONNX Runtime; {@link ShapeMismatch}
 */
export async function runGraph(
  session: Runner,
  traits: Signature & Pick<NetworkTraits, 'residual'>,
  batch: GraphBatch,
): Promise<void> {
  const { channels } = traits;
  const { height, width } = batch;
  const area = height * width;
  // The three channels of a gray picture are the same: one run instead of three.
  const gray = channels === 1 && isGray(batch.input, area);
  const input = gray ? everyThird(batch.input, area) : batch.input;
  const planes = gray ? everyThird(batch.output, area) : batch.output;
  const scale = gray && batch.scale ? everyThird(batch.scale, area) : batch.scale;
  const images = input.length / area / channels;
  const most = traits.batch ?? images;
  for (let from = 0; from < images; from += most) {
    const count = Math.min(most, images - from);
    const part = (data: Float32Array, each = channels) =>
      data.subarray(from * each * area, (from + count) * each * area);
    // Every channel of a picture has the same mask.
    const mask = traits.mask && maskOf(batch.mask, area, from, count, batch.batch / images);
    await runOnce(session, traits, {
      extent: { batch: count, channels, height, width },
      input: part(input),
      output: part(planes),
      ...(mask && { mask }),
      ...(scale && { scale: part(scale) }),
      noiseLevel: batch.noiseLevel ?? 0,
      direct: batch.probing !== true,
    });
  }
  if (traits.residual) undoResidual(input, planes, traits.residual);
  if (!gray) return;
  spread(planes, batch.output, area);
  if (scale && batch.scale) spread(scale, batch.scale, area);
}

interface Once {
  readonly extent: Extent;
  readonly input: Float32Array;
  readonly mask?: Float32Array;
  readonly noiseLevel: number;
  readonly output: Float32Array;
  readonly scale?: Float32Array;
  /** Whether ONNX Runtime may write into these arrays itself. */
  readonly direct: boolean;
}

async function runOnce(session: Runner, traits: Signature, once: Once): Promise<void> {
  const { input, output, scale, mask, noiseLevel, batch } = traits;
  const { extent } = once;
  // A file that fixes the number of images gets the last one again and again.
  const run = { ...extent, batch: batch ?? extent.batch };
  const filled = (data: Float32Array) => (run.batch === extent.batch ? data : repeated(data, run.batch, extent.batch));
  const feeds: Record<string, Tensor> = { [input.name]: toTensor(input, filled(once.input), run) };
  if (mask && once.mask) feeds[mask.name] = toTensor(mask, filled(once.mask), { ...run, channels: 1 });
  if (noiseLevel) feeds[noiseLevel.name] = noiseTensor(noiseLevel, once.noiseLevel, run);
  const wanted: (readonly [ImagePort, Float32Array])[] = [[output, once.output]];
  if (scale && once.scale) wanted.push([scale, once.scale]);
  if (once.direct && run.batch === extent.batch && wanted.every(([port]) => isNative(port, extent.channels))) {
    // Only what is needed is asked for, and ONNX Runtime writes it where it belongs.
    const direct = wanted.map(([port, data]) => [port.name, toTensor(port, data, extent)]);
    await session.run(feeds, Object.fromEntries(direct) as Tensors);
    return;
  }
  const results = await session.run(
    feeds,
    wanted.map(([port]) => port.name),
  );
  for (const [port, data] of wanted) {
    const tensor = results[port.name];
    const expected = dimensions(port.layout, run);
    if (tensor.dims.join() !== expected.join()) throw mismatch(dimensions(input.layout, run), tensor.dims);
    data.set(fromTensor(port, tensor, run).subarray(0, data.length));
  }
}

export function mismatch(from: readonly number[], to: readonly number[]): ShapeMismatch {
  return new ShapeMismatch(text.sizeChanges(from.join(), to.join()));
}

function noiseTensor({ type, form, white }: NoiseLevelPort, level: number, extent: Extent): Tensor {
  if (form.kind === 'map') {
    const map = { ...extent, channels: form.channels };
    const data = new Float32Array(map.batch * map.channels * map.height * map.width).fill(level);
    return toTensor({ type, white, layout: form.layout }, data, map);
  }
  const sizes = form.shape.map((size, axis) => (typeof size === 'number' ? size : axis === 0 ? extent.batch : 1));
  const count = sizes.reduce((product, size) => product * size, 1);
  const column = { batch: 1, channels: 1, height: 1, width: count };
  const { data } = toTensor({ type, white, layout: 'HW' }, new Float32Array(count).fill(level), column);
  return new Tensor(type, data as Float32Array, sizes);
}

/** Whether all pixels of all images have three equal channels. */
function isGray(data: Float32Array, area: number): boolean {
  for (let start = 0; start < data.length; start += 3 * area) {
    for (let i = start; i < start + area; i++) {
      if (data[i] !== data[i + area] || data[i] !== data[i + 2 * area]) return false;
    }
  }
  return true;
}

/** The first channel of each image. */
function everyThird(data: Float32Array, area: number): Float32Array {
  const first = new Float32Array(data.length / 3);
  for (let from = 0, to = 0; from < data.length; from += 3 * area, to += area) {
    first.set(data.subarray(from, from + area), to);
  }
  return first;
}

/** One channel of each image into all three. */
function spread(first: Float32Array, data: Float32Array, area: number): void {
  for (let from = 0, to = 0; to < data.length; from += area, to += 3 * area) {
    for (let channel = 0; channel < 3; channel++) data.set(first.subarray(from, from + area), to + channel * area);
  }
}

/** @param share images of the batch for each image of the network: 1, or a third where the network gets single channels */
function maskOf(mask: Float32Array, area: number, from: number, count: number, share: number): Float32Array {
  if (share === 1) return mask.subarray(from * area, (from + count) * area);
  const masks = new Float32Array(count * area);
  for (let i = 0; i < count; i++) {
    const image = Math.floor((from + i) * share + 1e-6);
    masks.set(mask.subarray(image * area, (image + 1) * area), i * area);
  }
  return masks;
}

function repeated(data: Float32Array, images: number, have: number): Float32Array {
  const each = data.length / have;
  const all = new Float32Array(images * each);
  for (let i = 0; i < images; i++) {
    const from = Math.min(i, have - 1) * each;
    all.set(data.subarray(from, from + each), i * each);
  }
  return all;
}

function undoResidual(input: Float32Array, output: Float32Array, residual: 'subtract' | 'add'): void {
  const sign = residual === 'add' ? 1 : -1;
  for (let i = 0; i < output.length; i++) output[i] = input[i] + sign * output[i];
}
