/** A U-Net of plain 3x3 convolutions with residual blocks, which adds what comes up to what went down. */
import { roundUp } from '../../core/geometry';
import { add, depthToSpace, leakyRelu } from '../graph/operators';
import { centred, fill, head, layersOf, sameSize, slope } from './layers';
import type { Graph, Value } from '../graph/graph';
import type { Architecture, Network, NetworkOutputs } from '../network';
import type { NamedWeights, ParameterSource } from '../parameter-layout';

export interface UnetConfig {
  /** Channels per level, from full resolution down; each level has half the resolution of the one before. */
  readonly widths: readonly number[];
  /** Residual blocks per level on the way down; the last entry is the bottom. */
  readonly encoder: readonly number[];
  /** Residual blocks per level on the way up, from full resolution down, one entry less. */
  readonly decoder: readonly number[];
}

const name = 'unet';

export const unetArchitecture: Architecture = {
  name,
  networkOf(weights) {
    const config = configOf(weights);
    return config.widths.length === 0 ? undefined : unet(config);
  },
};

export function unet(config: UnetConfig): Network & { readonly config: UnetConfig } {
  return {
    architecture: name,
    config,
    description: `convolutional U-Net ${config.widths.join('/')}`,
    stride: strideOf(config),
    halo: haloOf(config),
    build: (...args) => build(config, ...args),
  };
}

function strideOf({ widths }: UnetConfig): number {
  return 2 ** (widths.length - 1);
}

/**
 * How far the corner of a tile sees, followed from the output to the input along one axis. The corner lies on the network's grid,
 * as tiles do; a pixel inside may see further from where it lies, but not further from the tile.
 */
function haloOf({ widths, encoder, decoder }: UnetConfig): number {
  const bottom = widths.length - 1;
  // The last convolution; then two convolutions per block at the level's pixel size.
  let first = -1;
  for (let level = 0; level < bottom; level++) first = Math.floor((first - 2 * decoder[level]) / 2);
  for (let level = bottom; level >= 0; level--) first = (level < bottom ? 2 : 1) * first - 2 * encoder[level];
  // The first convolution and the fill.
  return roundUp(2 - first, strideOf({ widths, encoder, decoder }));
}

function build(
  { widths, encoder, decoder }: UnetConfig,
  graph: Graph,
  parameter: ParameterSource,
  input: Value,
  mask: Value,
): NetworkOutputs {
  const layer = layersOf(graph, parameter);
  const blocks = (prefix: string, x: Value, width: number, count: number): Value => {
    for (let i = 0; i < count; i++) {
      const block = `${prefix}.${String(i)}`;
      const inner = leakyRelu(graph, layer(`${block}.first`, x, width, 3, { pads: sameSize }), slope);
      // A block that is new in a grown network adds nothing at first.
      const options = { pads: sameSize, gain: 0.2, growth: { zeroIfNew: true } };
      x = add(graph, x, layer(`${block}.second`, inner, width, 3, options));
    }
    return x;
  };

  const filled = fill(graph, input, mask);
  let x = layer('stem', centred(graph, filled, mask), widths[0], 3, { pads: sameSize });
  const skips: Value[] = [];
  widths.forEach((width, level) => {
    if (level > 0) x = layer(`down${String(level)}`, x, width, 2, { stride: 2 });
    x = blocks(`encoder${String(level)}`, x, width, encoder[level]);
    skips.push(x);
  });
  for (let level = widths.length - 2; level >= 0; level--) {
    // Four groups of channels, one for each pixel of a 2x2 block. From a new level nothing comes up at first.
    const options = { growth: { zeroIfNew: true, outputGroups: 4 } };
    const up = depthToSpace(graph, layer(`up${String(level)}`, x, 4 * widths[level], 1, options), 2);
    x = blocks(`decoder${String(level)}`, add(graph, skips[level], up), widths[level], decoder[level]);
  }
  return head(graph, parameter, x, filled);
}

function configOf(weights: NamedWeights): UnetConfig {
  const widthOf = (layer: string) => weights.get(`${layer}.weight`)?.shape[0];
  const blocksOf = (prefix: string): number => {
    let count = 0;
    while (weights.has(`${prefix}.${count}.first.weight`)) count++;
    return count;
  };
  const widths: number[] = [];
  for (let width = widthOf('stem'); width !== undefined; width = widthOf(`down${widths.length}`)) widths.push(width);
  return {
    widths,
    encoder: widths.map((_, level) => blocksOf(`encoder${level}`)),
    decoder: widths.slice(1).map((_, level) => blocksOf(`decoder${level}`)),
  };
}
