/**
 * Makes docs/figures/kinds.webp: two samples with simulated noise of the kinds that are hardest (a phone's at a high sensitivity, a
 * wide-field microscope's), as the default model leaves them in a single pass and as the program denoises them by itself.
 *
 *   npm run build && npx tsx scripts/make-kinds-figure.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import { Random } from '../src/train/random';
import { develop, planes } from '../src/train/simulate/develop';
import { drawPhone, photographByPhone } from '../src/train/simulate/phone';
import { drawScientific, takeScientific } from '../src/train/simulate/scientific';
import { root } from '../test/e2e/paths';
import type { Rgb } from '../src/train/simulate/camera';

const asIs = { scale: 1, jpeg: undefined };
/** Edge of what is shown of each picture, and the gap between two. */
const edge = 200;
const gap = 6;

/** Strong noise of a phone whose picture was developed without noise reduction. */
function byPhone(scene: Rgb) {
  const random = new Random(11);
  const phone = { ...drawPhone(random), exposure: 0.5, sigma: 0.12, pedestal: 0.05, contrast: 0, reduction: undefined };
  return photographByPhone(scene, phone, random);
}

/** A camera with half as many pixels each way as the file. */
function byMicroscope(scene: Rgb) {
  const random = new Random(12);
  const camera = {
    ...drawScientific(random),
    softness: 0,
    offset: 0.03,
    black: 0.02,
    gain: 0.8,
    darkness: 1,
    read: 0.05,
    shot: 0.01,
    spread: { kind: 'interpolation', factor: 2, method: 'cubic' } as const,
    wideShare: 0,
    rows: 0,
    channels: 'gray' as const,
  };
  return takeScientific(scene, camera, random);
}

const rows = [
  { sample: 'chelsea_clean.png', take: byPhone, left: 90, top: 60 },
  { sample: 'cell_clean.png', take: byMicroscope, left: 300, top: 300 },
];

const folder = mkdtempSync(join(tmpdir(), 'amsnet-figures-'));
try {
  const cells: OverlayOptions[] = [];
  for (const [row, { sample, take, left, top }] of rows.entries()) {
    const { data, info } = await sharp(join(root, 'samples', sample))
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pair = take(planes({ width: info.width, height: info.height, data }));
    const [noisy, clean] = ['noisy.png', 'clean.png'].map(name => join(folder, name));
    for (const [file, photo] of [
      [noisy, pair.noisy],
      [clean, pair.clean],
    ] as const) {
      const { width, height, data: pixels } = await develop(photo, asIs);
      await sharp(pixels, { raw: { width, height, channels: 3 } })
        .png()
        .toFile(file);
    }
    const single = denoise(noisy, clean, 'single.png', ['--model', 'amsnet', '--preset', 'single-pass']);
    const auto = denoise(noisy, clean, 'auto.png', []);
    for (const [column, file] of [noisy, single, auto, clean].entries()) {
      const input = await sharp(file).extract({ left, top, width: edge, height: edge }).png().toBuffer();
      cells.push({ input, left: column * (edge + gap), top: row * (edge + gap) });
    }
  }
  const [width, height] = [4, rows.length].map(count => count * (edge + gap) - gap);
  await sharp({ create: { width, height, channels: 3, background: 'white' } })
    .composite(cells)
    .webp({ quality: 92 })
    .toFile(join(root, 'docs', 'figures', 'kinds.webp'));
} finally {
  rmSync(folder, { recursive: true });
}

function denoise(noisy: string, clean: string, name: string, options: string[]): string {
  const output = join(folder, name);
  const said = execFileSync(
    process.execPath,
    [
      join(root, 'dist', 'amsnet.js'),
      'denoise',
      noisy,
      '--reference',
      clean,
      '-o',
      output,
      '--force',
      '--json',
      ...options,
    ],
    { encoding: 'utf8' },
  );
  const { psnr, psnrNoisy, settings, model } = JSON.parse(said.trim().split('\n').at(-1) ?? '') as Record<
    string,
    unknown
  >;
  console.log(name, { psnrNoisy, psnr, model, settings });
  return output;
}
