/** Measuring a network by running it: how it is to be read, which sizes it takes, how far its view reaches. */
import type { InferenceSession } from '../../runtime/onnxruntime';
import { AmsnetError, firstLine } from '../../core/errors';
import { roundUp } from '../../core/geometry';
import { reasonOf } from '../reason';
import { text } from '../text';
import type { ModelCard } from './card';
import { probeReading, type Reading } from './probe-values';
import { runGraph, ShapeMismatch } from './run-graph';
import { incompatible } from './signature';
import { nativeFormat, nativeTraits, type ImagePort, type NetworkTraits, type Signature } from './traits';

type Run = (input: Pixels) => Promise<Float32Array>;

/** One image, `[3, height, width]`. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Edges of the noise images on which the receptive field is measured. A view that fills the last counts as global. */
const probeEdges = [64, 128, 256];
/** No probing run should keep the user waiting longer: a network this slow and still without a border is taken as global. */
const slowSeconds = 4;
/** A search for the sizes that it takes ends here. */
const longestSearchSeconds = 30;
const largestStride = 128;
/** Strides beside the powers of two: the windows of transformers. */
const otherStrides = [7, 12, 14, 24, 28, 48, 56, 96, 112];
/** Largest shift that is tried in search of an alignment. */
const largestShift = 64;

/**
 * Traits of a network, measured where `card` does not tell them.
 * @param signatures the ways in which it may be used
 * @throws {AmsnetError} model/incompatible or model/failed
 */
export async function probeTraits(
  session: InferenceSession,
  signatures: readonly Signature[],
  card?: ModelCard,
): Promise<NetworkTraits> {
  if (card && isNative(signatures)) return { ...nativeTraits(card), name: signatures[0].name };
  const before = process.memoryUsage.rss();
  const { signature, stride: accepted } = await findSignature(session, signatures, card);
  const { fixedSize } = signature;
  const minSize = fixedSize
    ? Math.max(fixedSize.width, fixedSize.height)
    : card
      ? (card.minSize ?? card.stride)
      : await findMinSize(runOf(session, signature), accepted);
  const edge = roundUp(Math.max(64, minSize), accepted);
  const size = fixedSize ?? { width: edge, height: edge };
  const { reading, unrelated } = await probeReading(
    (candidate, data, level) => runOf(session, candidate, level)({ ...size, data }),
    signature,
    size,
    { white: card?.white !== undefined, residual: card?.residual, noiseWhite: card?.noiseWhite !== undefined },
  );
  const network = { ...signature, ...reading, notes: notesOf(signature, reading, unrelated, card) };
  const batch = network.batch ?? (await findBatch(session, network, size));
  const measured = { ...network, ...(batch === undefined ? {} : { batch }) };
  const run = runOf(session, measured);
  if (card) return { ...measured, stride: card.stride, halo: card.halo ?? Infinity, minSize };
  if (fixedSize) {
    const { width, height } = fixedSize;
    const { halo } = width === height ? await findHalo(run, [width]) : { halo: Infinity };
    return { ...measured, stride: commonPower(width, height), halo, minSize };
  }
  const cell = Math.max(accepted, minSize);
  const { halo, edge: seen } = await findHalo(run, [...new Set(probeEdges.map(edge => roundUp(edge, cell)))]);
  const stride = Number.isFinite(halo) ? await findAlignment(run, accepted, halo, minSize) : accepted;
  // ONNX Runtime keeps the memory of its largest run.
  const bytesPerPixel = Math.max(0, process.memoryUsage.rss() - before) / seen ** 2;
  return { ...measured, stride, halo, minSize: roundUp(minSize, stride), bytesPerPixel };
}

/** A network of this project's kind: with a mask, float32 planes. Nothing of it has to be tried. */
function isNative(signatures: readonly Signature[]): boolean {
  const [{ input, output, mask, channels, batch, fixedSize, noiseLevel }, ...others] = signatures;
  const plain = ({ layout, type, white }: ImagePort) =>
    layout === nativeFormat.layout && type === nativeFormat.type && white === nativeFormat.white;
  const whole = batch === undefined && fixedSize === undefined && noiseLevel === undefined;
  return others.length === 0 && mask !== undefined && channels === 3 && whole && plain(input) && plain(output);
}

/** Runs a graph on single pictures; the output as it comes. */
function runOf(session: InferenceSession, signature: Signature, noiseLevel = 0.1): Run {
  return async ({ width, height, data }) => {
    const output = new Float32Array(data.length);
    const mask = new Float32Array(width * height).fill(1);
    // One image a run: whether it takes more is found out later.
    const single = { ...signature, batch: signature.batch ?? 1 };
    await runGraph(session, single, { batch: 1, width, height, input: data, mask, noiseLevel, output, probing: true });
    return output;
  };
}

/** The first signature with which it runs, and the sizes that it takes. */
async function findSignature(
  session: InferenceSession,
  signatures: readonly Signature[],
  card: ModelCard | undefined,
): Promise<{ signature: Signature; stride: number }> {
  let refusal: unknown;
  for (const signature of signatures) {
    const run = runOf(session, signature);
    const edge = card && roundUp(Math.max(64, card.minSize ?? 0), card.stride);
    const only = signature.fixedSize ?? (edge === undefined ? undefined : { width: edge, height: edge });
    try {
      if (only === undefined) return { signature, stride: await findStride(run) };
      await run(noise(only.width, only.height));
      return { signature, stride: card?.stride ?? 1 };
    } catch (error) {
      refusal ??= error;
    }
  }
  throw explained(refusal, signatures[0].name);
}

function explained(error: unknown, name: string): AmsnetError {
  if (error instanceof AmsnetError) return error;
  if (error instanceof ShapeMismatch) return incompatible(name, firstLine(error), error);
  return new AmsnetError('model/incompatible', ...text.cannotRun(name, reasonOf(error)), { cause: error });
}

function notesOf(signature: Signature, reading: Reading, unrelated: boolean, card?: ModelCard): string[] {
  const { input, output, residual } = reading;
  const notes: string[] = unrelated ? [text.outputUnrelated] : [];
  if (residual !== undefined && card?.residual === undefined) notes.push(text.noisePredicted(residual));
  if (card?.white === undefined && (input.white !== signature.input.white || output.white !== signature.output.white)) {
    notes.push(text.whiteFound(input.white, output.white));
  }
  if (signature.channels === 1) notes.push(text.oneChannel);
  return notes;
}

/** 1 if several pictures in one run do not come out as they do alone. */
async function findBatch(
  session: InferenceSession,
  signature: Signature,
  { width, height }: { width: number; height: number },
): Promise<number | undefined> {
  const first = noise(width, height).data;
  const second = first.map(value => 1 - value);
  const both = new Float32Array(2 * first.length);
  both.set(first);
  both.set(second, first.length);
  const output = new Float32Array(both.length);
  const mask = new Float32Array(2 * width * height).fill(1);
  try {
    const pair = { batch: 2, width, height, input: both, mask, noiseLevel: 0.1, output, probing: true };
    await runGraph(session, signature, pair);
    const run = runOf(session, signature);
    const alone = [await run({ width, height, data: first }), await run({ width, height, data: second })];
    const same = alone.every((single, image) =>
      single.every((value, i) => isClose(value, output[image * first.length + i])),
    );
    return same ? undefined : 1;
  } catch {
    return 1;
  }
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-3 * Math.max(1, Math.abs(a));
}

/** The smallest stride whose odd multiples it takes as height and width. */
async function findStride(run: Run): Promise<number> {
  const common = largestStride / 2;
  const start = performance.now();
  try {
    await run(noise(oddMultiples(common).width, oddMultiples(common).height));
    for (let stride = 1; stride < common; stride *= 2) if (await succeeds(run, oddMultiples(stride))) return stride;
    return common;
  } catch (error) {
    // No size would change what it does to a picture of this one.
    if (error instanceof ShapeMismatch) throw error;
    const rest = Array.from({ length: largestStride - 1 }, (_, i) => i + 2).filter(n => (n & (n - 1)) !== 0);
    for (const stride of new Set([...otherStrides, largestStride, ...rest])) {
      if (performance.now() - start > 1000 * longestSearchSeconds) break;
      if (await succeeds(run, oddMultiples(stride))) return smallestDivisor(run, stride);
    }
    throw error;
  }
}

/** A divisor of `stride` may do as well. */
async function smallestDivisor(run: Run, stride: number): Promise<number> {
  for (let divisor = 2; divisor < stride; divisor++) {
    if (stride % divisor === 0 && (await succeeds(run, oddMultiples(divisor)))) return divisor;
  }
  return stride;
}

/** Around 64 pixels, where padding by reflection and pooling have room. */
function oddMultiples(stride: number): { width: number; height: number } {
  const odd = Math.floor(64 / stride) | 1;
  return { width: (odd + 2) * stride, height: odd * stride };
}

async function findMinSize(run: Run, stride: number): Promise<number> {
  const { height } = oddMultiples(stride);
  for (let edge = stride; edge < height; edge *= 2) {
    if (await succeeds(run, { width: edge, height: edge })) return edge;
  }
  return height;
}

async function succeeds(run: Run, { width, height }: { width: number; height: number }): Promise<boolean> {
  try {
    await run(noise(width, height));
    return true;
  } catch {
    return false;
  }
}

/**
 * Changes single pixels in opposite corners of a noise image and looks how far away the output changes. Corners see
 * twice as far as the middle; two positions half a stride grid apart cover what depends on the position in it.
 */
async function findHalo(run: Run, edges: readonly number[]): Promise<{ halo: number; edge: number }> {
  let edge = 0;
  for (edge of edges) {
    const last = edge - 1;
    const image = noise(edge, edge);
    const start = performance.now();
    const before = await run(image);
    const slow = performance.now() - start > slowSeconds * 1000;
    let radius = 0;
    for (const at of [0, last, 31, last - 31]) {
      radius = Math.max(radius, reach(before, await run(changed(image, at)), edge, at));
      if (Math.max(at, last - at) <= radius) break;
    }
    // Room for the farthest position and a pixel more, so that a border was seen.
    if (radius < last - 31) return { halo: radius, edge };
    if (slow) break;
  }
  return { halo: Infinity, edge };
}

/** The largest power of two, up to 32, that divides both. */
function commonPower(a: number, b: number): number {
  const bits = a | b | 32;
  return bits & -bits;
}

/** How far from (at, at) two outputs differ, in pixels along the axes. */
function reach(a: Float32Array, b: Float32Array, edge: number, at: number): number {
  let radius = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    const x = i % edge;
    const y = Math.floor(i / edge) % edge;
    radius = Math.max(radius, Math.abs(x - at), Math.abs(y - at));
  }
  return radius;
}

/**
 * A network may take any size and pad inside to whole cells of its pooling. Tiles must then start at whole cells all the
 * same: the smallest shift of the input that merely shifts the output.
 */
async function findAlignment(run: Run, accepted: number, halo: number, minSize: number): Promise<number> {
  const unit = roundUp(largestShift, accepted);
  const edge = roundUp(Math.max(2 * halo + 2 * largestShift, minSize + largestShift), unit);
  const image = noise(edge, edge);
  const whole = await run(image);
  const shifts = [1, 2, 4, 8, 16, 32, 3, 5, 6, 7, 9, 10, 12, 14, 20, 24, 28, 40, 48, 56].filter(
    shift => shift % accepted === 0,
  );
  for (const shift of shifts) {
    const rest = edge - shift;
    const part = await run({ width: rest, height: rest, data: cropped(image, shift) });
    if (agrees(whole, part, edge, shift, halo)) return shift;
  }
  return unit;
}

/** Whether the outputs for an image and for its lower right part agree where the border of the part is out of sight. */
function agrees(whole: Float32Array, part: Float32Array, edge: number, shift: number, halo: number): boolean {
  const rest = edge - shift;
  for (let channel = 0; channel < 3; channel++) {
    for (let y = halo; y < rest - halo; y++) {
      for (let x = halo; x < rest - halo; x++) {
        const a = whole[(channel * edge + y + shift) * edge + x + shift];
        const b = part[(channel * rest + y) * rest + x];
        if (Math.abs(a - b) > 1e-5 * Math.max(1, Math.abs(a))) return false;
      }
    }
  }
  return true;
}

function cropped({ width, height, data }: Pixels, shift: number): Float32Array {
  const part = new Float32Array(3 * (width - shift) * (height - shift));
  let to = 0;
  for (let channel = 0; channel < 3; channel++) {
    for (let y = shift; y < height; y++) {
      const row = data.subarray((channel * height + y) * width + shift, (channel * height + y + 1) * width);
      part.set(row, to);
      to += row.length;
    }
  }
  return part;
}

/** Far outside the usual range, so that even a mean over the whole image feels it. */
function changed({ width, height, data }: Pixels, at: number): Pixels {
  const copy = data.slice();
  for (let channel = 0; channel < 3; channel++) copy[(channel * height + at) * width + at] = 16;
  return { width, height, data: copy };
}

/** The same uniform noise every time, 0..1. */
function noise(width: number, height: number): Pixels {
  const data = new Float32Array(3 * width * height);
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[i] = state / 2 ** 32;
  }
  return { width, height, data };
}
