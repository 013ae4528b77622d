/** Pictures made by program, by kind. */
import { drawDeadLeaves, drawLineArt } from './drawings';
import { drawFluorescence } from './fluorescence';
import { drawPatterns } from './patterns';
import { unevenness } from './canvas';
import { plane, type Plane } from '../plane';
import type { Random } from '../../random';
import type { Rgb } from '../camera';

export type DrawnScene = 'leaves' | 'drawing' | 'pattern' | 'fluorescence';
export type SceneKind = 'photo' | DrawnScene;

/** A clean square picture, values 0..1; the same draws give the same picture. */
export function drawScene(kind: DrawnScene, size: number, random: Random): Rgb {
  const scene = drawn(kind, size, random);
  return random.chance(0.6) ? uneven(scene, size, random) : scene;
}

function drawn(kind: DrawnScene, size: number, random: Random): Rgb {
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

/**
 * Nothing real is of one brightness over an area: from grounds and shapes that are, networks learn to take faint structure for noise.
 * Here both what is bright and the ground are uneven.
 */
function uneven(scene: Rgb, size: number, random: Random): Rgb {
  const [ofLight, ofGround] = [unevenness(size, random), unevenness(size, random)];
  const share = 0.02 * 15 ** random.uniform();
  const ground = 0.003 * 15 ** random.uniform();
  const made = (source: Plane) =>
    plane(
      size,
      size,
      source.data.map((value, at) =>
        Math.min(1, Math.max(0, value * (1 + share * ofLight.data[at]) + ground * ofGround.data[at])),
      ),
    );
  const [red, green, blue] = scene;
  // A gray picture stays gray, and is made once.
  if (red === green && green === blue) {
    const gray = made(red);
    return [gray, gray, gray];
  }
  return [made(red), made(green), made(blue)];
}
