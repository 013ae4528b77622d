/** A U-Net of plain 3x3 convolutions with residual blocks. */
import { roundUp } from '../../core/geometry';
import { centred, fill, head, layersOf, sameSize } from './layers';
import { firstSeen, levelsOf, throughLevels, type Levels } from './levels';
import type { Architecture, Network } from '../network';

const name = 'unet';

export const unetArchitecture: Architecture = {
  name,
  networkOf(weights) {
    const levels = levelsOf(weights);
    return levels.widths.length === 0 ? undefined : unet(levels);
  },
};

/** @param levels from full resolution down */
export function unet(levels: Levels): Network & { readonly levels: Levels } {
  const stride = 2 ** (levels.widths.length - 1);
  return {
    architecture: name,
    levels,
    description: `convolutional U-Net ${levels.widths.join('/')}`,
    stride,
    // How far the corner of a tile sees: through the last convolution, the levels, the first convolution and the fill. The corner
    // lies on the network's grid, as tiles do; a pixel inside may see further from where it lies, but not further from the tile.
    halo: roundUp(2 - firstSeen(-1, levels), stride),
    build(graph, parameter, input, mask) {
      const layer = layersOf(graph, parameter);
      const filled = fill(graph, input, mask);
      const x = layer('stem', centred(graph, filled, mask), levels.widths[0], 3, { pads: sameSize });
      return head(graph, parameter, throughLevels(graph, layer, x, levels), filled);
    },
  };
}
