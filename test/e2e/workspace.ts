/** The folder that the tests open: an image of every kind that they need, made anew for each run. */
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { root } from './paths';

const width = 192;
const height = 144;
/** Twelve megapixels. */
const large = { width: 4000, height: 3000 };

/** A checkerboard with a ramp and noise of standard deviation `sigma`, the same in every run. `[height, width, 3]`, 0..255 */
function picture(sigma: number): Uint8Array {
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  // The sum of three uniform numbers has a variance of a quarter.
  const gaussian = () => 2 * (uniform() + uniform() + uniform() - 1.5);
  return Uint8ClampedArray.from({ length: width * height * 3 }, (_, i) => {
    const channel = i % 3;
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    const clean = (Math.floor(x / 24) + Math.floor(y / 24)) % 2 ? 60 + 40 * channel : 90 + (100 * x) / width;
    return clean + sigma * gaussian();
  }) as unknown as Uint8Array;
}

/** @returns the folder's path; a space is in it because people have those. */
export async function makeWorkspace(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'amsnet photos '));
  const file = (name: string) => path.join(folder, name);
  const raw = { raw: { width, height, channels: 3 as const } };
  const noisy = () => sharp(picture(12), raw);

  await sharp(picture(0), raw).png().toFile(file('photo_clean.png'));
  await noisy().png().toFile(file('photo_noisy.png'));
  // No reference beside these. A test writes over the second one.
  await noisy().png().toFile(file('alone.png'));
  await noisy().png().toFile(file('changing.png'));
  await noisy().jpeg({ quality: 92 }).toFile(file('camera.jpg'));
  const deep = Uint16Array.from(picture(12), value => value * 257);
  await sharp(deep, raw).toColourspace('rgb16').tiff({ compression: 'deflate' }).toFile(file('deep.tiff'));
  await sharp({ create: { ...large, channels: 3, background: 'gray' } })
    .composite([{ input: await noisy().png().toBuffer(), tile: true }])
    .jpeg()
    .toFile(file('large.jpg'));

  const made = { 'phone.heic': 'heic/colours.heic', 'drawn.jxl': 'jxl/colours.jxl', 'raw.dng': 'raw/bayer.dng' };
  for (const [name, fixture] of Object.entries(made))
    copyFileSync(path.join(root, 'test', 'fixtures', fixture), file(name));

  const whole = readFileSync(file('photo_noisy.png'));
  writeFileSync(file('broken.png'), whole.subarray(0, whole.length / 2));
  return folder;
}
