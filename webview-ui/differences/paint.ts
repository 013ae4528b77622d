import { scaleOf } from './colours';
import type { DifferenceKind } from './kind';
import { kindOf, type DifferenceLook } from './list';

const scales = { signed: scaleOf(true), unsigned: scaleOf(false) };

/**
 * How two pictures differ, magnified: channel by channel, or the channel that differs most in false colour.
 * @param pixels `[height, width, 4]`, RGBA, as `others`, which are subtracted, and what is returned
 */
export function paintDifference(pixels: Uint8Array, others: Uint8Array, look: DifferenceLook): Uint8Array {
  const painted = new Uint8ClampedArray(pixels.length);
  const paint = look.falseColour ? inFalseColour : asGray;
  paint(painted, pixels, others, look.gain, kindOf(look));
  // Nothing where one of the two has nothing.
  for (let i = 3; i < painted.length; i += 4) painted[i] = Math.min(pixels[i], others[i]);
  return new Uint8Array(painted.buffer);
}

/** How a difference is painted, pixel by pixel, into `painted`. */
type Paint = (
  painted: Uint8ClampedArray,
  pixels: Uint8Array,
  others: Uint8Array,
  gain: number,
  kind: DifferenceKind,
) => void;

const asGray: Paint = (painted, pixels, others, gain, kind) => {
  const none = levelOfNone(kind);
  for (let i = 0; i < pixels.length; i++) painted[i] = none + gain * kind.of(pixels[i], others[i]);
};

const inFalseColour: Paint = (painted, pixels, others, gain, kind) => {
  const scale = kind.signed ? scales.signed : scales.unsigned;
  const none = levelOfNone(kind);
  for (let i = 0; i < pixels.length; i += 4) {
    let most = 0;
    for (let channel = i; channel < i + 3; channel++) {
      const difference = kind.of(pixels[channel], others[channel]);
      if (Math.abs(difference) > Math.abs(most)) most = difference;
    }
    const at = 3 * Math.round(Math.min(255, Math.max(0, none + gain * most)));
    painted[i] = scale[at];
    painted[i + 1] = scale[at + 1];
    painted[i + 2] = scale[at + 2];
  }
};

/** Where pixels lie that do not differ, 0..255. */
function levelOfNone({ signed }: DifferenceKind): number {
  return signed ? 128 : 0;
}
