/**
 * `npx tsx scripts/make-figures.ts`: the pictures of docs/method.md, from the stages that the built command line writes with `--dump`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from '../test/e2e/paths';

/** Of the sample: the cat's eye. Enlarged, so that single pixels can be seen. */
const crop = { left: 110, top: 75, width: 80, height: 80 };
const enlarged = 240;

const folder = mkdtempSync(join(tmpdir(), 'amsnet-figures-'));
const figures = join(root, 'docs', 'figures');
mkdirSync(figures, { recursive: true });
try {
  dump('masks', '--preset', 'amsnet', '--pd', '1', '--masks', '2', '--combine', 'hidden');
  dump('single', '--preset', 'single-pass');
  const noisy = read('masks/noisy.npy', Float32Array);
  const index = read('masks/mask_index.npy', Uint8Array);
  await draw('noisy', noisy);
  for (const mask of [0, 1]) {
    await draw(`mask-${mask + 1}`, {
      ...noisy,
      data: noisy.data.map((value, i) => (index.data[i % index.data.length] === mask ? 0 : value)),
    });
    await draw(`branch-${mask + 1}`, read(`masks/branch_${mask}.npy`, Float32Array));
  }
  await draw('union', read('masks/union.npy', Float32Array));
  await draw('refined', read('masks/result.npy', Float32Array));
  await draw('single', read('single/result.npy', Float32Array));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function dump(name: string, ...settings: string[]): void {
  const sample = join(root, 'samples', 'chelsea_noisy.png');
  const to = ['-o', join(folder, `${name}.png`), '--dump', join(folder, name)];
  const how = ['--model', 'amsnet', '--device', 'cpu', '--strength', '1'];
  execFileSync(process.execPath, [join(root, 'dist', 'amsnet.js'), 'denoise', sample, ...to, ...how, ...settings]);
}

interface Planes<T> {
  readonly data: T;
  readonly height: number;
  readonly width: number;
}

/** A NumPy file of version 1, row by row. */
function read<T extends Float32Array | Uint8Array>(file: string, Numbers: new (buffer: ArrayBuffer) => T): Planes<T> {
  const bytes = readFileSync(join(folder, file));
  const start = 10 + bytes.readUInt16LE(8);
  const [, shape = ''] = /'shape': \(([^)]*)\)/.exec(bytes.toString('latin1', 0, start)) ?? [];
  const [height, width] = shape.split(',').map(Number).slice(-2);
  return { data: new Numbers(Uint8Array.from(bytes.subarray(start)).buffer), height, width };
}

/** @param planes R, G, B, 0..1 */
async function draw(name: string, { data, height, width }: Planes<Float32Array>): Promise<void> {
  const area = height * width;
  const pixels = Uint8Array.from({ length: 3 * area }, (_, i) =>
    Math.round(255 * Math.min(1, Math.max(0, data[(i % 3) * area + Math.floor(i / 3)]))),
  );
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .extract(crop)
    .resize(enlarged, enlarged, { kernel: 'nearest' })
    .webp({ quality: 90 })
    .toFile(join(figures, `${name}.webp`));
}
