import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { SeenImage } from '../../../src/client/contract';
import { canvasOf, extentOf } from '../../../src/core/alignment';
import { engineHere, picture, savePicture, temporaryFolder } from './support';

const folder = temporaryFolder();
const engine = engineHere();

/** All of a picture: `[height, width, 4]`. */
async function shown(image: SeenImage, width: number, height: number, level = 0): Promise<Uint8Array> {
  const size = { width: Math.ceil(width / 2 ** level), height: Math.ceil(height / 2 ** level) };
  const pixels = new Uint8Array(4 * size.width * size.height);
  await engine('picture', { ...image, viewport: { x: 0, y: 0, width, height }, level }, patch => {
    for (let y = 0; y < patch.rect.height; y++) {
      const row = patch.pixels.subarray(4 * y * patch.rect.width, 4 * (y + 1) * patch.rect.width);
      pixels.set(row, 4 * ((patch.rect.y + y) * size.width + patch.rect.x));
    }
  });
  return pixels;
}

const pixelOf = (pixels: Uint8Array, width: number, x: number, y: number) => [
  ...pixels.subarray(4 * (y * width + x), 4 * (y * width + x) + 4),
];

describe('a picture on a canvas of several images', () => {
  it('lies at the corner or in the middle with the pixels of its file, and is transparent beside itself', async () => {
    const small = await savePicture(join(folder, 'small.png'), 40, 30);
    const samples = picture(40, 30, 3);
    const canvas = canvasOf([
      { width: 40, height: 30 },
      { width: 64, height: 20 },
    ]);
    expect(canvas).toEqual({ width: 64, height: 30 });
    for (const [alignment, start] of [
      ['corner', 0],
      ['middle', 12],
    ] as const) {
      expect(extentOf(alignment, 40, 64)).toEqual({ start, length: 40 });
      const seen = { image: small, canvas: { ...canvas, alignment } };
      const pixels = await shown(seen, 64, 30);
      for (let y = 0; y < 30; y++) {
        for (let x = 0; x < 64; x++) {
          const at = 3 * (y * 40 + x - start);
          const [red, green, blue, alpha] = pixelOf(pixels, 64, x, y);
          if (x < start || x >= start + 40) expect(alpha).toBe(0);
          else expect([red, green, blue, alpha]).toEqual([...samples.subarray(at, at + 3), 255]);
        }
      }
      const value = await engine('pictureValue', { ...seen, x: start + 5, y: 7 });
      expect(value?.map(each => Math.round(255 * each))).toEqual([...samples.subarray(855, 858)]);
      expect(await engine('pictureValue', { ...seen, x: start + 40, y: 7 })).toBeNull();
    }
    // Reduced, the border is as bright as the image.
    const half = await shown({ image: small, canvas: { ...canvas, alignment: 'corner' } }, 64, 30, 1);
    expect([pixelOf(half, 32, 19, 5)[3], pixelOf(half, 32, 20, 5)[3]]).toEqual([255, 0]);
    const own = await shown({ image: small }, 40, 30, 1);
    for (const x of [0, 7, 19]) expect(pixelOf(half, 32, x, 14)).toEqual(pixelOf(own, 20, x, 14));
  });

  it('is stretched between its pixels, and never beyond them', async () => {
    const file = join(folder, 'two.png');
    await sharp(Uint8Array.from([0, 200]), { raw: { width: 2, height: 1, channels: 1 } })
      .png()
      .toFile(file);
    const pixels = await shown({ image: file, canvas: { width: 4, height: 2, alignment: 'stretch' } }, 4, 2);
    expect([0, 1, 2, 3].map(x => pixelOf(pixels, 4, x, 1)[0])).toEqual([0, 50, 150, 200]);
    expect(pixels.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
  });

  it('is seen in the range of another image where it has to be compared with it', async () => {
    const deep = join(folder, 'deep.png');
    await sharp(picture(40, 30, 3, 16), { raw: { width: 40, height: 30, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toFile(deep);
    const small = await savePicture(join(folder, 'eight.png'), 40, 30);
    const [own, like] = [
      await shown({ image: deep }, 40, 30),
      await shown({ image: deep, like: { image: small } }, 40, 30),
    ];
    expect(Buffer.compare(own, like)).toBe(0);
  });
});

describe('two files', () => {
  it('have a largest difference in values of the second, and can be compared by one page', async () => {
    const a = await savePicture(join(folder, 'a.png'), 40, 30);
    const changed = Uint8Array.from(picture(40, 30, 3));
    changed[1500] = (changed[1500] + 100) % 256;
    const difference = Math.abs(changed[1500] - picture(40, 30, 3)[1500]);
    const b = join(folder, 'b.png');
    await sharp(changed, { raw: { width: 40, height: 30, channels: 3 } })
      .png()
      .toFile(b);
    const score = await engine('compare', { image: a, reference: b });
    expect(score.maxDifference).toBeCloseTo(difference, 4);
    expect(score.psnr).toBeCloseTo(10 * Math.log10((255 ** 2 * 3600) / difference ** 2), 4);
    expect(await engine('compare', { image: a, reference: b, page: 0 })).toEqual(score);
    await expect(engine('compare', { image: a, reference: b, page: 1 })).rejects.toThrow();
  });
});
