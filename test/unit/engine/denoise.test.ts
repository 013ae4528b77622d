import { existsSync, readFileSync } from 'node:fs';
import { copyFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from '../../../src/runtime/onnxruntime';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { presets } from '../../../src/core/settings';
import { engineHere, jobFor, modelFolder, numbers, picture, savePicture, temporaryFolder } from './support';

const folder = temporaryFolder();
const engine = engineHere();
let photo: string;

beforeAll(async () => {
  photo = await savePicture(join(folder, 'photo.png'), 200, 144);
});

/** A .npy file of the engine: shape and values. */
function npy(path: string): { shape: number[]; data: Float32Array | Uint8Array } {
  const bytes = readFileSync(path);
  expect(bytes.toString('latin1', 0, 8)).toBe('\x93NUMPY\x01\x00');
  const start = 10 + bytes.readUInt16LE(8);
  expect(start % 64).toBe(0);
  const header = bytes.toString('latin1', 10, start);
  const shape = (/\(([\d, ]+)\)/.exec(header)?.[1] ?? '').split(',').map(Number);
  const data = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length);
  return { shape, data: header.includes('<f4') ? new Float32Array(data) : new Uint8Array(data) };
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}

/** Everything below needs only the dump and a network: what any other tool could do. */
describe('a dump', () => {
  const width = 200;
  const height = 144;
  const area = width * height;
  const dump = join(folder, 'dump');
  const part = (name: string) => npy(join(dump, `${name}.npy`));
  const settings = { ...presets.amsnet, pdFactor: 1, masks: 3, r3Count: 2, seed: 5 };

  beforeAll(async () => {
    await engine('denoise', { job: jobFor(photo, { settings, tile: 64 }), measure: [], dump });
  });

  it('holds all stages in their shapes', async () => {
    const names = await readdir(dump);
    expect(names.sort()).toEqual(
      ['branch_0', 'branch_1', 'branch_2', 'mask_index', 'noisy', 'r3_mask_index', 'r3_replace', 'result', 'union'].map(
        name => `${name}.npy`,
      ),
    );
    expect(part('noisy').shape).toEqual([1, 3, height, width]);
    expect(part('mask_index').shape).toEqual([1, height, width]);
    expect(part('r3_replace').shape).toEqual([2, height, width]);
    const pixels = await sharp(photo).raw().toBuffer();
    expect(part('noisy').data[area + 7 * width + 3]).toBeCloseTo(pixels[3 * (7 * width + 3) + 1] / 255, 6);
  });

  it('lets the union be put together from the branches', () => {
    const branches = [0, 1, 2].map(i => part(`branch_${i}`).data);
    const index = part('mask_index').data;
    const union = Float32Array.from({ length: 3 * area }, (_, i) => branches[index[i % area]][i]);
    expect(largestDifference(union, part('union').data)).toBe(0);
  });

  it('lets the result be computed from the union by whole images', async () => {
    const session = await InferenceSession.create(join(modelFolder, 'amsnet-fast.onnx'));
    const [noisy, union, replace, index] = ['noisy', 'union', 'r3_replace', 'r3_mask_index'].map(
      name => part(name).data,
    );
    const mean = new Float32Array(3 * area);
    for (let t = 0; t < settings.r3Count; t++) {
      const mixed = union.map((value, i) => (replace[t * area + (i % area)] ? noisy[i] : value));
      for (let branch = 0; branch < settings.masks; branch++) {
        const hidden = (i: number) => index[t * area + (i % area)] === branch;
        const input = Float32Array.from(mixed, (value, i) => (hidden(i) ? 0 : value));
        const mask = Float32Array.from({ length: area }, (_, i) => (hidden(i) ? 0 : 1));
        const feeds = {
          input: new Tensor('float32', input, [1, 3, height, width]),
          mask: new Tensor('float32', mask, [1, 1, height, width]),
        };
        const { output } = await session.run(feeds, ['output']);
        for (let i = 0; i < mean.length; i++) if (hidden(i)) mean[i] += (output.data[i] as number) / settings.r3Count;
      }
    }
    expect(largestDifference(mean, part('result').data)).toBeLessThan(1e-4);
    expect(largestDifference(mean, noisy)).toBeGreaterThan(0.05);
  });

  it('of a single pass has no draws', async () => {
    const single = join(folder, 'single');
    await engine('denoise', { job: jobFor(photo, { settings: presets['single-pass'] }), measure: [], dump: single });
    expect((await readdir(single)).sort()).toEqual(['noisy.npy', 'result.npy']);
  });
});

describe('tiles', () => {
  it.each([
    ['masks at PD 2', { ...presets.masks, pdFactor: 2 }],
    ['masks and R3', { ...presets.amsnet, r3Count: 1 }],
    ['weighted masks', { ...presets.masks, combine: 'weighted' as const }],
  ])('do not show with a bundled network: %s', async (name, settings) => {
    const results: (Float32Array | Uint8Array)[] = [];
    for (const tile of [64, 4096]) {
      const dump = join(folder, `${name}-${tile}`);
      await engineHere()('denoise', { job: jobFor(photo, { settings, tile }), measure: [], dump });
      results.push(npy(join(dump, 'result.npy')).data);
    }
    expect(largestDifference(results[0], results[1])).toBeLessThan(1e-4);
  });
});

describe('a report', () => {
  it('measures every stage on what would be saved', async () => {
    const clean = join(folder, 'clean.png');
    await sharp(photo).blur(1.5).png().toFile(clean);
    const output = join(folder, 'measured.png');
    const report = await engine('denoise', {
      job: jobFor(photo, { reference: clean, settings: { ...presets.amsnet, r3Count: 1 } }),
      measure: ['union', 'branch:1', 'branch:0', 'refined'],
      output,
    });
    expect(report).toMatchObject({
      width: 200,
      height: 144,
      model: 'amsnet-fast',
      device: 'cpu',
      provider: 'CPUExecutionProvider',
      passes: 4,
      output,
    });
    const { result, noisy, refined, ...others } = report.scores ?? {};
    expect(Object.keys(others).toSorted()).toEqual(['branch:0', 'branch:1', 'union']);
    expect(report.networkSeconds).toBeGreaterThan(0);
    expect(report.seconds).toBeGreaterThan(report.networkSeconds);
    expect(refined).toEqual(result);
    const saved = await engine('compare', { image: output, reference: clean });
    expect(saved).toMatchObject(result ?? {});
    const before = await engine('compare', { image: photo, reference: clean });
    expect(before).toMatchObject(noisy ?? {});
    const change = await engine('compare', { image: output, reference: photo });
    expect(-20 * Math.log10(report.difference)).toBeCloseTo(change.psnr ?? NaN, 6);
  });

  it('says how much noise is left without a reference: all at strength 0, a quarter of its variance at half of it', async () => {
    const flat = join(folder, 'flat.png');
    const random = numbers(3);
    const samples = Uint8Array.from({ length: 3 * 128 * 128 }, () => 110 + 40 * random());
    await sharp(samples, { raw: { width: 128, height: 128, channels: 3 } })
      .png()
      .toFile(flat);
    const left = async (strength: number) => {
      const job = jobFor(flat, { settings: { ...presets['single-pass'], strength } });
      return (await engine('denoise', { job, measure: [] })).noiseLeft ?? NaN;
    };
    const [none, half, full] = [await left(0), await left(0.5), await left(1)];
    expect(none).toBeCloseTo(1, 6);
    expect(full).toBeLessThan(0.05);
    expect(half).toBeCloseTo(0.25, 1);
  });

  it('of a gray 16-bit image with alpha: saved as gray, alpha untouched, measured in gray', async () => {
    const gray = join(folder, 'gray.png');
    const samples = picture(90, 70, 2, 16);
    await sharp(samples, { raw: { width: 90, height: 70, channels: 2 } })
      .toColourspace('grey16')
      .png()
      .toFile(gray);
    const output = join(folder, 'gray-denoised.png');
    const report = await engine('denoise', { job: jobFor(gray, { reference: gray }), measure: [], output });
    const { data, info } = await sharp(output)
      .toColourspace('grey16')
      .raw({ depth: 'ushort' })
      .toBuffer({ resolveWithObject: true });
    expect(info.channels).toBe(2);
    const saved = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
    expect(saved.filter((_, i) => i % 2 === 1)).toEqual(samples.filter((_, i) => i % 2 === 1));
    expect(report.scores?.noisy?.psnr).toBeNull();
    expect(await engine('compare', { image: output, reference: gray })).toMatchObject({
      ...report.scores?.result,
      notes: [expect.stringContaining('alpha') as string],
    });
  });

  it('says what was lost on the way', async () => {
    const deep = join(folder, 'deep.png');
    await sharp(picture(64, 64, 4, 16), { raw: { width: 64, height: 64, channels: 4 } })
      .toColourspace('rgb16')
      .png()
      .toFile(deep);
    const { notes } = await engine('denoise', { job: jobFor(deep), measure: [], output: join(folder, 'deep.jpg') });
    expect(notes.join(' ')).toMatch(/JPEG holds 8 bits.*alpha.*quality 95/);
  });

  it('comes with rising progress, and with a result even for one pixel', async () => {
    const dot = await savePicture(join(folder, 'dot.png'), 1, 1);
    const fractions: number[] = [];
    const report = await engine(
      'denoise',
      { job: jobFor(dot, { settings: { ...presets.amsnet, pdFactor: 8 } }), measure: [] },
      ({ fraction }) => {
        fractions.push(fraction);
      },
    );
    expect(report).toMatchObject({ width: 1, height: 1, output: null });
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });
});

describe('nothing is computed for an output that cannot be written', () => {
  it.each([
    ['the source', () => photo, true, 'output/is-source'],
    ['an existing file', () => join(folder, 'other.png'), false, 'output/exists'],
    ['a missing folder', () => join(folder, 'no', 'x.png'), true, 'output/unwritable'],
    ['no format', () => join(folder, 'x'), true, 'output/unwritable'],
  ])('%s', async (_, output, overwrite, code) => {
    await copyFile(photo, join(folder, 'other.png'));
    const { mtimeMs } = await stat(photo);
    let progressed = false;
    const request = engine(
      'denoise',
      { job: jobFor(photo, { settings: { ...presets.masks, seed: 77 } }), measure: [], output: output(), overwrite },
      () => (progressed = true),
    );
    await expect(request).rejects.toMatchObject({ code });
    expect(progressed).toBe(false);
    expect((await stat(photo)).mtimeMs).toBe(mtimeMs);
  });

  it('nor for a reference of another size, nor measured without one', async () => {
    const small = await savePicture(join(folder, 'small.png'), 20, 20);
    await expect(engine('denoise', { job: jobFor(photo, { reference: small }), measure: [] })).rejects.toMatchObject({
      code: 'image/size-mismatch',
    });
    await expect(engine('denoise', { job: jobFor(photo), measure: ['union'] })).rejects.toMatchObject({
      code: 'settings/invalid',
    });
  });

  it('and a cancelled job writes nothing', async () => {
    const output = join(folder, 'cancelled.png');
    const token = { isCancellationRequested: false };
    const job = jobFor(photo, { settings: { ...presets.amsnet, seed: 99 } });
    const request = engine(
      'denoise',
      { job, measure: [], output },
      () => (token.isCancellationRequested = true),
      token,
    );
    await expect(request).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(output)).toBe(false);
  });
});
