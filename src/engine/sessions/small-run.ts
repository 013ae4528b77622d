import { roundUp } from '../../core/geometry';
import { runGraph, type Runner } from '../models/run-graph';
import type { NetworkTraits } from '../models/traits';

/**
 * Runs a network once on a picture of shades, as small as it takes.
 *
 * @param least edge of the picture, if the network has none of its own
 * @returns the denoised picture, `[1, 3, height, width]`
 * @throws {Error} of ONNX Runtime
 */
export async function smallRun(session: Runner, traits: NetworkTraits, least = 64): Promise<Float32Array> {
  const edge = roundUp(Math.max(traits.minSize, least), traits.stride);
  const { width, height } = traits.fixedSize ?? { width: edge, height: edge };
  const input = Float32Array.from({ length: 3 * height * width }, (_, i) => (i % 251) / 250);
  const mask = new Float32Array(height * width).fill(1);
  const output = new Float32Array(input.length);
  await runGraph(session, traits, { batch: 1, width, height, noiseLevel: 0.1, input, mask, output });
  return output;
}
