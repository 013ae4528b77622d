/**
 * A U-Net whose highest level has half the resolution of the picture: what stands at full resolution in a U-Net without blocks there
 * is linear, and is here one convolution of stride 2 on the way in and two on the way out. No features of the size of the picture are
 * ever made, which are what costs a small network most.
 */
import { roundUp } from '../../core/geometry';
import { add, depthToSpace, softplus } from '../graph/operators';
import { centred, fill, layersOf, sameSize } from './layers';
import { firstSeen, levelsOf, throughLevels, type Levels } from './levels';
import type { Architecture, Network } from '../network';

const name = 'half-unet';
/** Kernel of the first layer. */
const stem = 4;

export const halfUnetArchitecture: Architecture = {
  name,
  networkOf(weights) {
    return weights.get('stem.weight')?.shape[2] === stem ? halfUnet(levelsOf(weights)) : undefined;
  },
};

/** @param levels from half resolution down */
export function halfUnet(levels: Levels): Network & { readonly levels: Levels } {
  const stride = 2 ** levels.widths.length;
  return {
    architecture: name,
    levels,
    description: `convolutional U-Net from half resolution down, ${levels.widths.join('/')}`,
    stride,
    // As in unet.ts, with a first layer that sees one pixel beyond its 2x2 block.
    halo: roundUp(2 - 2 * firstSeen(-1, levels), stride),
    build(graph, parameter, input, mask) {
      const layer = layersOf(graph, parameter);
      const filled = fill(graph, input, mask);
      const pixels = centred(graph, filled, mask);
      const x = layer('stem', pixels, levels.widths[0], stem, { stride: 2, pads: [1, 1, 1, 1] });
      const features = throughLevels(graph, layer, x, levels);
      // Of the four pixels of each 2x2 block, from the features around it and from the pixels themselves; nothing at first.
      const fromBoth = (output: string, mean: number) => {
        const near = layer(`${output}.features`, features, 12, 3, { pads: sameSize, gain: 0, mean });
        const own = layer(`${output}.pixels`, pixels, 12, 6, { stride: 2, pads: [2, 2, 2, 2], gain: 0, bias: false });
        return depthToSpace(graph, add(graph, near, own), 2);
      };
      return {
        output: add(graph, filled, fromBoth('change', 0)),
        residualScale: softplus(graph, fromBoth('scale', -4)),
      };
    },
  };
}
