/** A camera's tone curve from linear light to sRGB-like values: a power, then a contrast curve. Both ends stay where they are. */
export interface ToneCurve {
  /** Exponent of the power: 1.8 to 2.4. */
  readonly gamma: number;
  /** 0 = only the power, 1 = the full curve 3x^2 - 2x^3, which presses shadows and highlights together. */
  readonly contrast: number;
}

const tableSize = 1024;
/** Near black the slope of a power is endless; a camera's is not. */
const steepest = 2.5;

/** Tables from tone-curved values in 0..1 to linear light, and to the curve's slope d value / d light there. */
export interface ToneTables {
  readonly light: Float32Array;
  readonly slope: Float32Array;
}

export function toneTables(curve: ToneCurve): ToneTables {
  const light = new Float32Array(tableSize + 1);
  const slope = new Float32Array(tableSize + 1);
  for (let i = 0, x = 0; i <= tableSize; i++) {
    // The curve rises, so that its inverse is found by walking along it.
    while (x < 1 && toned(x, curve) < i / tableSize) x += 1 / (4 * tableSize);
    light[i] = Math.min(1, x) ** curve.gamma;
  }
  for (let i = 0; i <= tableSize; i++) {
    const [from, to] = [Math.max(0, i - 8), Math.min(tableSize, i + 8)];
    slope[i] = Math.min(steepest, (to - from) / tableSize / Math.max(1e-6, light[to] - light[from]));
  }
  return { light, slope };
}

/** The table's entry for a value in 0..1. */
export function lookUp(table: Float32Array, value: number): number {
  return table[Math.min(tableSize, Math.max(0, Math.round(value * tableSize)))];
}

/** The contrast curve, after the power. */
function toned(x: number, { contrast }: ToneCurve): number {
  return (1 - contrast) * x + contrast * x * x * (3 - 2 * x);
}
