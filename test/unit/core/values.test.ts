import { describe, expect, it, test } from 'vitest';
import { SampleArray } from '../../../src/core/sample-source';
import type { SampleFormat, Samples } from '../../../src/core/samples';
import { comparisonScale, sharedRange, ValueScale } from '../../../src/core/value-scale';
import { chooseRange, surveyValues } from '../../../src/core/value-range';

const width = 64;
const height = 48;
const deep: SampleFormat = { kind: 'uint16', bits: 16 };
const float: SampleFormat = { kind: 'float', bits: 32 };

/** A ramp from `low` to `high` over the pixels. */
function ramp<T extends Samples>(data: T, low: number, high: number): T {
  for (let i = 0; i < data.length; i++) data[i] = low + ((high - low) * i) / (data.length - 1);
  return data;
}

const counts = (low: number, high: number) => ramp(new Uint16Array(width * height), low, high);
const floats = (low: number, high: number) => ramp(new Float32Array(width * height), low, high);

const gray = (data: Samples) => new SampleArray(data, { width, height }, 1);

function rangeOf(data: Samples, format: SampleFormat, noData?: number) {
  return ValueScale.of(gray(data), 1, format, noData).native;
}

describe('the range that the network sees', () => {
  it('is the depth for 8 bit, whatever the values, and for 16 bit that use theirs', () => {
    expect(rangeOf(ramp(new Uint8Array(width * height), 0, 9), { kind: 'uint8', bits: 8 })).toEqual({
      black: 0,
      white: 255,
      basis: 'depth',
    });
    expect(rangeOf(counts(0, 65535), deep)).toEqual({ black: 0, white: 65535, basis: 'depth' });
    expect(rangeOf(counts(0, 20_000), deep)).toEqual({ black: 0, white: 65535, basis: 'depth' });
    expect(rangeOf(counts(0, 4095), { kind: 'uint16', bits: 12 })).toEqual({ black: 0, white: 4095, basis: 'depth' });
  });

  it('is that of the data for low counts in a deep file, with the offset where there is one', () => {
    const { black, white, basis } = rangeOf(counts(100, 313), deep);
    expect(basis).toBe('data');
    expect(black).toBeCloseTo(100, -1);
    expect(white).toBeCloseTo(313, -1);
    expect(rangeOf(counts(0, 4095), deep)).toMatchObject({ black: 0, basis: 'data' });
  });

  it('is the unit range for floating point that is in it or a little beyond', () => {
    expect(rangeOf(floats(0, 1), float)).toEqual({ black: 0, white: 1, basis: 'unit' });
    expect(rangeOf(floats(0.1, 0.8), float)).toEqual({ black: 0, white: 1, basis: 'unit' });
    const beyond = rangeOf(floats(-0.2, 1.3), float);
    expect(beyond.basis).toBe('unit');
    expect(beyond.black).toBeCloseTo(-0.2, 1);
    expect(beyond.white).toBeCloseTo(1.3, 1);
    expect(rangeOf(floats(0, 136), float).basis).toBe('data');
    expect(rangeOf(floats(0, 0.01), float)).toMatchObject({ basis: 'data' });
    expect(rangeOf(ramp(new Int16Array(width * height), -5000, 15000), { kind: 'int16', bits: 16 })).toMatchObject({
      basis: 'data',
    });
  });

  it.each([
    ['hot pixels', 60_000],
    ['infinite pixels', Infinity],
    ['pixels that are no numbers', NaN],
  ])('does not follow %s', (_, value) => {
    const clean = rangeOf(floats(100, 313), float);
    const data = floats(100, 313);
    for (let i = 5; i < data.length; i += 61) data[i] = value;
    const range = rangeOf(data, float);
    const span = clean.white - clean.black;
    expect(Math.abs(range.black - clean.black)).toBeLessThan(0.1 * span);
    expect(Math.abs(range.white - clean.white)).toBeLessThan(0.6 * span);
  });

  it('follows something small and bright that is more than a pixel', () => {
    const data = counts(100, 120);
    for (const y of [10, 11, 12, 13]) for (const x of [20, 21, 22, 23]) data[y * width + x] = 400;
    expect(rangeOf(data, deep).white).toBeGreaterThanOrEqual(400);
  });

  it('leaves out what means "no data", said or recognised', () => {
    const data = floats(10, 90);
    for (let i = 0; i < 500; i++) data[i] = -9999;
    for (const noData of [-9999, undefined]) {
      const { survey, native } = ValueScale.of(gray(data), 1, float, noData);
      expect(survey).toMatchObject({ missing: 500, noData: -9999 });
      expect(native.black).toBeGreaterThanOrEqual(0);
    }
    // In the middle of others it is a value as any other.
    expect(surveyValues(gray(floats(-20_000, 20_000).fill(-9999, 0, 9)), 1).noData).toBeUndefined();
  });

  it('is one for a picture of a single value, and for one of none', () => {
    for (const value of [0, 7, -3, NaN]) {
      const { black, white } = rangeOf(new Float32Array(width * height).fill(value), float);
      expect(white).toBeGreaterThan(black);
    }
    expect(chooseRange(float, undefined).white).toBe(1);
  });
});

describe('a sample that the network does not change comes out as it went in', () => {
  test.each([
    ['float', floats(-12.3, 977.1), float],
    ['double', ramp(new Float64Array(width * height), 1e9, 1e9 + 3), { kind: 'double', bits: 64 }],
    ['int16', ramp(new Int16Array(width * height), -5000, 15000), { kind: 'int16', bits: 16 }],
    ['uint32', ramp(new Uint32Array(width * height), 3e9, 3.1e9), { kind: 'uint32', bits: 32 }],
    ['counts', counts(100, 313), deep],
  ] as const)('%s', (_, data, format) => {
    const scale = ValueScale.of(gray(data), 1, format);
    for (const value of data) expect(scale.denoised(value, scale.normalize(value))).toBe(value);
  });

  test('and one that it changes stays inside its kind', () => {
    const scale = ValueScale.of(gray(counts(100, 313)), 1, deep);
    expect(scale.denoised(101, -5)).toBe(0);
    expect(scale.denoised(101, 0.5)).toBe(Math.round(scale.range.black + 0.5 * scale.span));
    expect(ValueScale.of(gray(floats(100, 313)), 1, float).denoised(101, -5)).toBeLessThan(0);
  });

  test('what is far outside, infinite or no data does not reach it', () => {
    const data = floats(10, 90);
    data[0] = 60_000;
    const scale = ValueScale.of(gray(data), 1, float, -1);
    expect([60_000, -60_000, NaN, Infinity, -Infinity, -1].some(value => scale.reaches(value))).toBe(false);
    expect([9, 10, 50, 95].every(value => scale.reaches(value))).toBe(true);
  });
});

describe('two images are compared', () => {
  const scaleOf = (data: Samples, format: SampleFormat) => ValueScale.of(gray(data), 1, format);
  const photo = scaleOf(ramp(new Uint8Array(width * height), 0, 255), { kind: 'uint8', bits: 8 });
  const deepPhoto = scaleOf(counts(0, 65535), deep);
  const unit = scaleOf(floats(-0.1, 0.9), float);
  const ct = scaleOf(floats(-1000, 2000), float);

  it('as shares of their depths where they have such', () => {
    expect(comparisonScale(photo, photo)).toEqual({
      image: 255,
      reference: 255,
      peak: 255,
      basis: 'depth',
      levels: 255,
    });
    expect(comparisonScale(photo, deepPhoto)).toMatchObject({ image: 255, reference: 65535, levels: 255 });
    expect(comparisonScale(unit, photo)).toMatchObject({ image: 1, reference: 255, levels: undefined });
    expect(sharedRange(photo, deepPhoto)).toEqual({ black: 0, white: 65535 });
  });

  it('by the values, with a peak that follows from the reference or is given', () => {
    expect(comparisonScale(unit, unit)).toMatchObject({ image: 1, reference: 1, peak: 1, basis: 'unit' });
    expect(comparisonScale(ct, ct)).toMatchObject({ image: 3000, reference: 3000, peak: 3000, basis: 'data' });
    expect(comparisonScale(ct, ct, 4000)).toMatchObject({ image: 4000, reference: 4000, peak: 4000, basis: 'given' });
    expect(sharedRange(ct, scaleOf(floats(0, 1500), float))).toEqual({
      black: ct.native.black,
      white: ct.native.white,
    });
  });
});
