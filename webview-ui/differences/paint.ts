import { scaleOf } from './colours';
import type { DifferenceKind } from './kind';
import { kindOf, type DifferenceLook } from './list';

const scales = { signed: scaleOf(true), unsigned: scaleOf(false) };

/**
 * How two pictures differ, magnified: channel by channel, or the channel that differs most in false colour.
 * @param pixels `[height, width, 4]`, RGBA, as `others`, which are subtracted, and what is returned
 */
export function paintDifference(pixels: Uint8Array, others: Uint8Array, look: DifferenceLook): Uint8Array {
  const kind = kindOf(look);
  const painted = look.falseColour
    ? inFalseColour(pixels, others, look.gain, kind)
    : asGray(pixels, others, look.gain, kind);
  // Nothing where one of the two has nothing.
  for (let i = 3; i < painted.length; i += 4) painted[i] = Math.min(pixels[i], others[i]);
  return new Uint8Array(painted.buffer);
}

function asGray(
  pixels: Uint8Array,
  others: Uint8Array,
  gain: number,
  kind: DifferenceKind,
): Uint8ClampedArray<ArrayBuffer> {
  const painted = new Uint8ClampedArray(pixels.length);
  const none = kind.signed ? 128 : 0;
  for (let i = 0; i < pixels.length; i++) painted[i] = none + gain * kind.of(pixels[i], others[i]);
  return painted;
}

function inFalseColour(
  pixels: Uint8Array,
  others: Uint8Array,
  gain: number,
  kind: DifferenceKind,
): Uint8ClampedArray<ArrayBuffer> {
  const painted = new Uint8ClampedArray(pixels.length);
  const scale = kind.signed ? scales.signed : scales.unsigned;
  const none = kind.signed ? 128 : 0;
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
  return painted;
}
