import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readThumbnail } from '../../../src/engine/images/thumbnail';
import { temporaryFolder } from './support';

test('a thumbnail is upright, of 8 bit, no larger than asked for, and null where there is none', async () => {
  const folder = temporaryFolder();
  const file = (name: string) => join(folder, name);
  const red = { r: 255, g: 0, b: 0 };
  await sharp({ create: { width: 600, height: 300, channels: 3, background: red } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toFile(file('turned.jpg'));
  const turned = await readThumbnail(file('turned.jpg'), 100);
  expect([turned?.width, turned?.height, turned?.pixels.length]).toEqual([50, 100, 4 * 5000]);
  expect([...(turned?.pixels.subarray(0, 4) ?? [])]).toEqual([254, 0, 0, 255]);

  const deep = Uint16Array.from([0, 32768, 65535]);
  await sharp(deep, { raw: { width: 3, height: 1, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toFile(file('deep.png'));
  const gray = await readThumbnail(file('deep.png'), 100);
  expect([...(gray?.pixels ?? [])].filter((_, i) => i % 4 === 0)).toEqual([0, 128, 255]);

  writeFileSync(file('broken.png'), 'no image');
  expect(await readThumbnail(file('broken.png'), 100)).toBeNull();
});
