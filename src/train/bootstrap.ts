/** The hand-made first model (models/start/bootstrap.onnx), whose weights have other names than those of network.ts. */
import { readWeights } from './graph/onnx';
import type { NamedWeights } from './parameter-layout';

const prefix = 'n.core.';

/** Its names, and the parts of ours that they stand for. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^inp\./, 'stem.'],
  [/^e(\d)\./, 'encoder$1.'],
  [/^f(\d)\./, 'decoder$1.'],
  [/^m\./, 'encoder3.'],
  [/^d(\d)\./, 'down$1.'],
  [/^u(\d)\./, 'up$1.'],
  [/\.a\./, '.first.'],
  [/\.b\./, '.second.'],
  [/^o\./, 'head.'],
];

/** The weights of a model file under the names of network.ts, whether it was made there or is the bootstrap model. */
export function readTrainable(bytes: Uint8Array): NamedWeights {
  const weights = readWeights(bytes);
  const own = [...weights].filter(([name]) => name.startsWith(prefix));
  if (own.length === 0) return weights;
  const renamed = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  for (const [old, weight] of own) {
    const key = names.reduce(
      (text, [pattern, replacement]) => text.replace(pattern, replacement),
      old.slice(prefix.length),
    );
    // Its levels count from 1 except on the way down to one.
    const name = key.replace(
      /^(encoder|decoder|up)(\d)/,
      (_, part: string, level: string) => `${part}${String(Number(level) - 1)}`,
    );
    renamed.set(name, name.startsWith('up') ? blocksFirst(weight) : weight);
  }
  const bias = renamed.get('head.bias');
  if (bias) {
    renamed.set('head.difference.bias', { shape: [3], data: bias.data.slice(0, 3) });
    renamed.set('head.scale.bias', { shape: [3], data: bias.data.slice(3) });
  }
  return renamed;
}

/** Its ways up keep the four pixels of a block next to each other for each channel; DepthToSpace here has the channels inside. */
function blocksFirst({ shape, data }: { shape: readonly number[]; data: Float32Array }): {
  shape: readonly number[];
  data: Float32Array;
} {
  const channels = shape[0] / 4;
  const row = data.length / shape[0];
  const result = new Float32Array(data.length);
  for (let block = 0; block < 4; block++) {
    for (let channel = 0; channel < channels; channel++) {
      const from = (channel * 4 + block) * row;
      result.set(data.subarray(from, from + row), (block * channels + channel) * row);
    }
  }
  return { shape, data: result };
}
