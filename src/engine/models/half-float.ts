/** IEEE 754 half precision, as `float16` tensors hold it: the bits of each number in a Uint16Array. */

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The nearest half of `value`, ties to even; what is too large becomes infinite. */
export function toHalf(value: number): number {
  float[0] = value;
  const sign = (bits[0] >>> 16) & 0x8000;
  const rest = bits[0] & 0x7fffffff;
  if (rest > 0x7f800000) return sign | 0x7e00;
  if (rest >= 0x477ff000) return sign | 0x7c00;
  if (rest >= 0x38800000) {
    const rounded = rest - 0x38000000 + 0xfff + ((rest >>> 13) & 1);
    return sign | (rounded >>> 13);
  }
  // Too small for a normal half: a multiple of 2^-24. Math.fround(x * 2^24) is exact here.
  const units = Math.abs(float[0]) * 2 ** 24;
  const floor = Math.floor(units);
  const up = units - floor > 0.5 || (units - floor === 0.5 && floor % 2 === 1);
  return sign | (floor + Number(up));
}

export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

let table: Float32Array | undefined;

/** All 65536 halves: a look-up is several times as fast as arithmetic. */
export function halves(): Float32Array {
  return (table ??= Float32Array.from({ length: 65536 }, (_, half) => fromHalf(half)));
}
