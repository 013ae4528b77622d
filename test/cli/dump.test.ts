import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from '../../src/runtime/onnxruntime';
import { beforeAll, expect, test } from 'vitest';
import { amsnet, newFolder, tinyModel } from './amsnet';
import { draw, type Pixels, save } from './pictures';
import { smallDisk } from '../small-disk';

// Whole units of PD factor and stride, so that nothing is padded.
const [width, height] = [40, 32];
const area = width * height;
const [pd, masks, sets, repetitions] = [2, 3, 2, 2];

let folder: string;
let picture: Pixels;
let session: InferenceSession;

beforeAll(async () => {
  folder = newFolder();
  picture = draw(width, height, 0.1);
  await save(join(folder, 'a.png'), picture);
  session = await InferenceSession.create(tinyModel);
});

async function dump(name: string, ...options: string[]): Promise<void> {
  const { code, stderr } = await amsnet(
    ['denoise', 'a.png', '-o', `${name}.png`, '--model', tinyModel, '--dump', join(name, 'stages'), ...options],
    folder,
  );
  expect(stderr).not.toContain('error');
  expect(code).toBe(0);
}

/** A NumPy file, read by the book: magic, version, header length, a Python literal, data. */
function npy(name: string, file: string): { shape: number[]; data: Float32Array } {
  const bytes = readFileSync(join(folder, name, 'stages', `${file}.npy`));
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x93NUMPY\x01\x00');
  const start = 10 + bytes.readUInt16LE(8);
  expect(start % 64).toBe(0);
  const [, type, dimensions] =
    /'descr': '(<f4|\|u1)', 'fortran_order': False, 'shape': \(([\d, ]+)\)/.exec(
      bytes.subarray(10, start).toString(),
    ) ?? [];
  const shape = dimensions.split(',').map(Number);
  const body = bytes.subarray(start);
  const data = type === '<f4' ? new Float32Array(Uint8Array.from(body).buffer) : Float32Array.from(body);
  expect(data).toHaveLength(shape.reduce((product, length) => product * length));
  return { shape, data };
}

/** The mask denoiser M on sub-images of every `f`-th pixel: union and branches, both in the order of the image. */
async function maskDenoiser(x: Float32Array, index: Float32Array, f: number) {
  const union = new Float32Array(3 * area);
  const branches = Array.from({ length: masks }, () => new Float32Array(3 * area));
  const shape = [1, 3, height / f, width / f];
  for (let branch = 0; branch < masks; branch++) {
    for (let phase = 0; phase < f * f; phase++) {
      const at: number[] = [];
      for (let y = Math.floor(phase / f); y < height; y += f) {
        for (let column = phase % f; column < width; column += f) at.push(y * width + column);
      }
      const masked = [0, 1, 2].flatMap(c => at.map(pixel => (index[pixel] === branch ? 0 : x[c * area + pixel])));
      const { output } = await session.run({ input: new Tensor('float32', Float32Array.from(masked), shape) });
      const pixels = output.data as Float32Array;
      for (let c = 0; c < 3; c++) {
        for (const [i, pixel] of at.entries()) {
          const value = pixels[c * at.length + i];
          branches[branch][c * area + pixel] = value;
          if (index[pixel] === branch) union[c * area + pixel] = value;
        }
      }
    }
  }
  return { union, branches };
}

function mean(images: readonly Float32Array[]): Float32Array {
  return images[0].map((_, i) => images.reduce((sum, image) => sum + image[i], 0) / images.length);
}

function expectNear(actual: Float32Array, expected: Float32Array): void {
  expect(actual).toHaveLength(expected.length);
  expect(actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0)).toBeLessThan(1e-5);
}

test('the result can be recomputed from the dumped stages with the model alone', async () => {
  const knobs = ['--pd', pd, '--masks', masks, '--mask-sets', sets, '--r3-ratio', 0.3, '--r3-count', repetitions];
  await dump('all', ...knobs.map(String), '--tile', '32');
  const noisy = npy('all', 'noisy');
  expect(noisy.shape).toEqual([1, 3, height, width]);
  expectNear(
    noisy.data,
    Float32Array.from(noisy.data, (_, i) => picture.data[(i % area) * 3 + Math.floor(i / area)] / 255),
  );

  const x = Float32Array.from(noisy.data);
  const maskIndex = npy('all', 'mask_index');
  expect(maskIndex.shape).toEqual([sets, height, width]);
  const stage = [];
  for (let k = 0; k < sets; k++) stage.push(await maskDenoiser(x, maskIndex.data.slice(k * area, (k + 1) * area), pd));
  for (let i = 0; i < masks; i++) expectNear(npy('all', `branch_${i}`).data, stage[0].branches[i]);
  const union = mean(stage.map(each => each.union));
  expectNear(npy('all', 'union').data, union);

  const replace = npy('all', 'r3_replace');
  const r3MaskIndex = npy('all', 'r3_mask_index');
  expect(replace.shape).toEqual([repetitions, height, width]);
  expect(r3MaskIndex.shape).toEqual([repetitions, height, width]);
  expect(replace.data.reduce((sum, value) => sum + value, 0) / replace.data.length).toBeCloseTo(0.3, 1);
  const refined = [];
  for (let t = 0; t < repetitions; t++) {
    const mixed = union.map((value, i) => (replace.data[t * area + (i % area)] === 1 ? x[i] : value));
    refined.push((await maskDenoiser(mixed, r3MaskIndex.data.slice(t * area, (t + 1) * area), 1)).union);
  }
  expectNear(npy('all', 'result').data, mean(refined));
});

test('without R3 the result is the union, and there is nothing of R3', async () => {
  await dump('masks', '--preset', 'masks');
  expect(npy('masks', 'result').data).toEqual(npy('masks', 'union').data);
  const files = ['branch_0.npy', 'branch_1.npy', 'mask_index.npy', 'noisy.npy', 'result.npy', 'union.npy'];
  expect(readdirSync(join(folder, 'masks', 'stages')).sort()).toEqual(files);
});

test('a dump for which there is no room is refused by name, with nothing of it left', async context => {
  const disk = smallDisk(16);
  if (!disk) return context.skip();
  try {
    const { code, records } = await amsnet(
      ['denoise', 'a.png', '-o', 'full.png', '--model', tinyModel, '--dump', disk.folder, '--json'],
      folder,
    );
    expect(records()[0].error?.code).toBe('output/disk-full');
    expect(records()[0].error?.message).toContain(disk.folder);
    expect(code).toBe(1);
    expect(readdirSync(disk.folder)).toEqual([]);
    expect(readdirSync(folder)).not.toContain('full.png');
  } finally {
    disk.remove();
  }
});

test('Python computes the same from the same masks, as the documents show it', async () => {
  const python = process.env.PYTHON ?? 'python3';
  const run = (script: string) =>
    execFileSync(python, ['-c', script], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  try {
    run('import numpy, onnxruntime; from PIL import Image');
  } catch {
    console.log('Not compared with Python: python3 with numpy, onnxruntime and Pillow is not there.');
    return;
  }
  await save(join(folder, 'noisy.png'), draw(236, 212, 0.1));
  const quick = ['--model', 'amsnet-fast', '--preset', 'masks', '--dump', 'python'];
  expect((await amsnet(['denoise', 'noisy.png', ...quick], folder)).code).toBe(0);
  const root = join(import.meta.dirname, '..', '..');
  const [, snippet] = /^```python\n(.*?)^```/ms.exec(readFileSync(join(root, 'docs', 'models.md'), 'utf8')) ?? [];
  const models = JSON.stringify(join(root, 'models', 'amsnet-fast.onnx'));
  const check = `
index = np.load("python/mask_index.npy")[0]
index = np.pad(index, [(0, -height % 8), (0, -width % 8)], "reflect")
branches, _ = run(np.stack([(index != i).astype(np.float32) for i in range(2)])[:, None])
middle = np.s_[:, 80:-80, 80:-80]
for i in range(2):
    theirs = np.load(f"python/branch_{i}.npy")[0]
    print(np.abs(branches[i][:, :height, :width] - theirs)[middle].max())
print(Image.open("denoised.png").size)`;
  const printed = run(snippet.replace('"models/amsnet-fast.onnx"', models) + check)
    .trim()
    .split('\n');
  expect(
    printed
      .slice(0, 2)
      .map(Number)
      .every(difference => difference < 1e-4),
  ).toBe(true);
  expect(printed[2]).toBe('(236, 212)');

  const { cells } = JSON.parse(readFileSync(join(root, 'examples', 'denoise.ipynb'), 'utf8')) as {
    cells: { cell_type: string; source: string[] }[];
  };
  const code = cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source.join(''));
  const notebook = code.join('\n').replace('"models/amsnet-fast.onnx"', models).replace('samples/chelsea_', '');
  expect(run(notebook)).toMatch(/^amsnet-fast \| .*\nsingle: .* [1-9][\d.]* of 255\nunion: .*\nweighted: .*\n$/);
});
