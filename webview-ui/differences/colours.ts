type Colour = readonly [red: number, green: number, blue: number];

/**
 * Stops at equal distances of two scales that people with any colour vision can read: brightness alone tells the order
 * of the one (cividis), and blue and orange the sides of the other.
 */
const sequential: readonly Colour[] = [
  [0, 32, 76],
  [49, 68, 107],
  [102, 104, 112],
  [149, 143, 120],
  [202, 185, 105],
  [255, 233, 69],
];
const diverging: readonly Colour[] = [
  [0, 18, 97],
  [28, 100, 148],
  [142, 184, 207],
  [236, 229, 224],
  [211, 148, 108],
  [158, 68, 22],
  [89, 0, 8],
];

const steps = 256;

export function stopsOf(signed: boolean): readonly Colour[] {
  return signed ? diverging : sequential;
}

/** The colours of a scale: `[256, 3]`. */
export function scaleOf(signed: boolean): Uint8Array {
  const stops = stopsOf(signed);
  const scale = new Uint8Array(steps * 3);
  for (let i = 0; i < steps; i++) {
    const at = (i / (steps - 1)) * (stops.length - 1);
    const lower = Math.min(stops.length - 2, Math.floor(at));
    for (let channel = 0; channel < 3; channel++) {
      const [from, to] = [stops[lower][channel], stops[lower + 1][channel]];
      scale[3 * i + channel] = Math.round(from + (to - from) * (at - lower));
    }
  }
  return scale;
}
