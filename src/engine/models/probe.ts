/** Measuring a network that comes without a card: which sizes it takes and how far its view reaches. */
import { Tensor, type InferenceSession } from '../../runtime/onnxruntime';
import { AmsnetError, firstLine } from '../../core/errors';
import type { NetworkTraits, Signature } from './traits';

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
const largestStride = 64;

/**
 * Measures stride, smallest size and receptive field by running the network.
 * @throws {AmsnetError} model/incompatible if no size gives as many pixels back
 */
export async function probeTraits(
  session: InferenceSession,
  signature: Signature,
  name: string,
): Promise<NetworkTraits> {
  const run: Run = async ({ width, height, data }) => {
    const outputs = await session.run({ [signature.input]: new Tensor('float32', data, [1, 3, height, width]) }, [
      signature.output,
    ]);
    const { dims, data: pixels } = outputs[signature.output];
    if (dims.join() !== `1,3,${height},${width}`)
      throw new Error(`it turns [1,3,${height},${width}] into [${dims.join()}]`);
    return pixels as Float32Array;
  };
  const before = process.memoryUsage.rss();
  if (signature.fixedSize !== undefined) {
    const { width, height } = signature.fixedSize;
    await attempt(run, signature.fixedSize, name);
    const { halo } = width === height ? await findHalo(run, [width]) : { halo: Infinity };
    return { ...signature, white: 1, stride: commonPower(width, height), halo, minSize: Math.max(width, height) };
  }
  const accepted = await findStride(run, name);
  const minSize = await findMinSize(run, accepted);
  const cell = Math.max(accepted, minSize);
  const { halo, edge } = await findHalo(run, [...new Set(probeEdges.map(edge => Math.ceil(edge / cell) * cell))]);
  const stride = Number.isFinite(halo) ? await findAlignment(run, accepted, halo, minSize) : accepted;
  // ONNX Runtime keeps the memory of its largest run.
  const bytesPerPixel = Math.max(0, process.memoryUsage.rss() - before) / edge ** 2;
  return { ...signature, white: 1, stride, halo, minSize: Math.ceil(minSize / stride) * stride, bytesPerPixel };
}

async function attempt(run: Run, { width, height }: { width: number; height: number }, name: string): Promise<void> {
  try {
    await run(noise(width, height));
  } catch (error) {
    const reason = firstLine(error);
    throw new AmsnetError(
      'model/incompatible',
      `${name} does not denoise images of ${width} x ${height} pixels: ${reason}.`,
      'Export it with dynamic height and width, returning as many pixels as it gets.',
      { cause: error },
    );
  }
}

/** The smallest power of two whose odd multiples it takes as height and width. */
async function findStride(run: Run, name: string): Promise<number> {
  for (let stride = 1; stride < largestStride; stride *= 2) {
    if (await succeeds(run, oddMultiples(stride))) return stride;
  }
  await attempt(run, oddMultiples(largestStride), name);
  return largestStride;
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
  const cells = (length: number) => Math.ceil(length / largestStride) * largestStride;
  const edge = cells(Math.max(2 * halo + 2 * largestStride, minSize + largestStride));
  const image = noise(edge, edge);
  const whole = await run(image);
  for (let shift = accepted; shift < largestStride; shift *= 2) {
    const rest = edge - shift;
    const part = await run({ width: rest, height: rest, data: cropped(image, shift) });
    if (agrees(whole, part, edge, shift, halo)) return shift;
  }
  return largestStride;
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
