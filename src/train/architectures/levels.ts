/** What the U-Nets here have in common: levels of residual blocks, each at half the resolution of the one before. */
import { add, depthToSpace, leakyRelu } from '../graph/operators';
import { sameSize, slope } from './layers';
import type { Graph, Value } from '../graph/graph';
import type { NamedWeights } from '../parameter-layout';
import type { Layer } from './layers';

export interface Levels {
  /** Channels per level, from the highest resolution down. */
  readonly widths: readonly number[];
  /** Residual blocks per level on the way down; the last entry is the bottom. */
  readonly encoder: readonly number[];
  /** Residual blocks per level on the way up, from the highest resolution down, one entry less. */
  readonly decoder: readonly number[];
}

/** Adds what comes up to what went down. `x` [N,widths[0],H,W], and so is what returns. */
export function throughLevels(graph: Graph, layer: Layer, x: Value, { widths, encoder, decoder }: Levels): Value {
  const blocks = (prefix: string, start: Value, width: number, count: number): Value => {
    let at = start;
    for (let i = 0; i < count; i++) {
      const block = `${prefix}.${String(i)}`;
      const inner = leakyRelu(graph, layer(`${block}.first`, at, width, 3, { pads: sameSize }), slope);
      // A block that is new in a grown network adds nothing at first.
      const options = { pads: sameSize, gain: 0.2, growth: { zeroIfNew: true } };
      at = add(graph, at, layer(`${block}.second`, inner, width, 3, options));
    }
    return at;
  };

  let at = x;
  const skips: Value[] = [];
  widths.forEach((width, level) => {
    if (level > 0) at = layer(`down${String(level)}`, at, width, 2, { stride: 2 });
    at = blocks(`encoder${String(level)}`, at, width, encoder[level]);
    skips.push(at);
  });
  for (let level = widths.length - 2; level >= 0; level--) {
    // Four groups of channels, one for each pixel of a 2x2 block. From a new level nothing comes up at first.
    const options = { growth: { zeroIfNew: true, outputGroups: 4 } };
    const up = depthToSpace(graph, layer(`up${String(level)}`, at, 4 * widths[level], 1, options), 2);
    at = blocks(`decoder${String(level)}`, add(graph, skips[level], up), widths[level], decoder[level]);
  }
  return at;
}

/**
 * How far the levels see along one axis: the first position of their input that matters to the position `first` of their output
 * and those after it, if 0 lies on the grid of all levels.
 */
export function firstSeen(first: number, { widths, encoder, decoder }: Levels): number {
  const bottom = widths.length - 1;
  let at = first;
  // Two convolutions per block at the level's pixel size.
  for (let level = 0; level < bottom; level++) at = Math.floor((at - 2 * decoder[level]) / 2);
  for (let level = bottom; level >= 0; level--) at = (level < bottom ? 2 : 1) * at - 2 * encoder[level];
  return at;
}

/** The levels that weights of these names and shapes are of; without any if the first layer is missing. */
export function levelsOf(weights: NamedWeights): Levels {
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
