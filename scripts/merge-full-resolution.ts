/**
 *   npx tsx scripts/merge-full-resolution.ts MODEL.onnx OUTPUT.onnx
 *
 * Makes a half-unet that computes the same as a unet without blocks at full resolution, the outermost pixels aside: the layers there
 * have no activation between them, so that they can be multiplied out. The `amsnet-fast` that ships was made like this from the one
 * that was trained.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { halfUnet } from '../src/train/architectures/half-unet';
import { levelsOf } from '../src/train/architectures/levels';
import { readWeights } from '../src/train/graph/onnx';
import { inferenceModel, layoutOf, type Network } from '../src/train/network';
import type { NamedWeights } from '../src/train/parameter-layout';

/** @throws {Error} if there are blocks at full resolution */
export function mergeFullResolution(weights: NamedWeights): {
  readonly network: Network;
  readonly parameters: Float32Array;
} {
  const { widths, encoder, decoder } = levelsOf(weights);
  if (encoder[0] + decoder[0] > 0) throw new Error('blocks at full resolution cannot be multiplied out');
  const network = halfUnet({ widths: widths.slice(1), encoder: encoder.slice(1), decoder: decoder.slice(1) });
  const layout = layoutOf(network);
  const parameters = new Float32Array(layout.size);
  // The levels below keep their weights and move up by one.
  const below = [...weights].filter(
    ([name]) => /^(encoder|decoder|down|up)[1-9]/.test(name) && !name.startsWith('down1'),
  );
  layout.fill(
    parameters,
    new Map(below.map(([name, weight]) => [name.replace(/\d/, n => String(Number(n) - 1)), weight])),
  );

  const given = (name: string) => kernel(weights.get(name)?.data, weights.get(name)?.shape);
  const made = (name: string) => {
    const spec = layout.specs.find(each => each.name === name);
    return kernel(layout.part(parameters, name), spec?.shape);
  };
  const [first, firstBias, down, downBias, up, upBias, last] = [
    'stem.weight',
    'stem.bias',
    'down1.weight',
    'down1.bias',
    'up0.weight',
    'up0.bias',
    'head.weight',
  ].map(given);
  const [full, half] = widths;

  // The first layer, then the one of stride 2.
  const [stem, stemBias] = [made('stem.weight'), made('stem.bias')];
  for (const o of range(half)) {
    stemBias.add(downBias.at(o), o);
    for (const m of range(full)) {
      for (const [dy, dx] of square(2)) {
        const factor = down.at(o, m, dy, dx);
        stemBias.add(factor * firstBias.at(m), o);
        for (const i of range(4))
          for (const [y, x] of square(3)) stem.add(factor * first.at(m, i, y, x), o, i, dy + y, dx + x);
      }
    }
  }

  // The last layer sees the sum of what came up and of what the first layer made; its outputs are a change and a scale.
  for (const [output, headBias, from] of [
    ['change', given('head.difference.bias'), 0],
    ['scale', given('head.scale.bias'), 3],
  ] as const) {
    const [features, bias, pixels] = [
      `${output}.features.weight`,
      `${output}.features.bias`,
      `${output}.pixels.weight`,
    ].map(made);
    for (const [p, q] of square(2)) {
      for (const c of range(3)) {
        const o = (p * 2 + q) * 3 + c;
        bias.set(headBias.at(c), o);
        for (const m of range(full)) {
          for (const [ky, kx] of square(3)) {
            const factor = last.at(from + c, m, ky, kx);
            // Where this tap lies, counted from the upper left pixel of the 2x2 block; in which block that is, and where there.
            const [y, x] = [p + ky - 1, q + kx - 1];
            const [by, bx] = [Math.floor(y / 2), Math.floor(x / 2)];
            const group = ((y - 2 * by) * 2 + (x - 2 * bx)) * full + m;
            bias.add(factor * (firstBias.at(m) + upBias.at(group)), o);
            for (const i of range(half)) features.add(factor * up.at(group, i), o, i, by + 1, bx + 1);
            for (const i of range(4))
              for (const [ty, tx] of square(3))
                pixels.add(factor * first.at(m, i, ty, tx), o, i, y + ty + 1, x + tx + 1);
          }
        }
      }
    }
  }
  return { network, parameters };
}

/** A tensor by its indices. */
function kernel(data: Float32Array | undefined, shape: readonly number[] | undefined) {
  if (!data || !shape) throw new Error('these are not the weights of a unet');
  const place = (indices: readonly number[]) =>
    shape.reduce((place, size, axis) => place * size + (indices[axis] ?? 0), 0);
  return {
    at: (...indices: readonly number[]): number => data[place(indices)],
    set: (value: number, ...indices: readonly number[]) => (data[place(indices)] = value),
    add: (value: number, ...indices: readonly number[]) => (data[place(indices)] += value),
  };
}

const range = (length: number) => Array.from({ length }, (_, i) => i);
const square = (size: number) => range(size).flatMap(y => range(size).map(x => [y, x] as const));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [model, output] = process.argv.slice(2);
  const { network, parameters } = mergeFullResolution(readWeights(readFileSync(model)));
  writeFileSync(output, inferenceModel(network, parameters));
}
