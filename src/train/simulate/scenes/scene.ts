/** Pictures made by program, by kind. */
import { drawDeadLeaves, drawLineArt } from './drawings';
import { drawFluorescence } from './fluorescence';
import { drawPatterns } from './patterns';
import type { Random } from '../../random';
import type { Rgb } from '../camera';

export type DrawnScene = 'leaves' | 'drawing' | 'pattern' | 'fluorescence';
export type SceneKind = 'photo' | DrawnScene;

/** A clean square picture, values 0..1; the same draws give the same picture. */
export function drawScene(kind: DrawnScene, size: number, random: Random): Rgb {
  switch (kind) {
    case 'leaves':
      return drawDeadLeaves(size, random);
    case 'drawing':
      return drawLineArt(size, random);
    case 'pattern':
      return drawPatterns(size, random);
    case 'fluorescence': {
      const gray = drawFluorescence(size, random);
      return [gray, gray, gray];
    }
  }
}
