import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { decodeImage } from '../../../src/engine/images/decode';
import { temporaryFolder } from './support';

const folder = temporaryFolder();

it('a file that says it has no rows is refused as what it is', async () => {
  const raw = { width: 8, height: 8, channels: 3 as const };
  const bytes = await sharp(Buffer.alloc(192), { raw }).tiff({ compression: 'none' }).toBuffer();
  const directory = bytes.readUInt32LE(4);
  for (let i = 0, at = directory + 2; i < bytes.readUInt16LE(directory); i++, at += 12) {
    // Height; and a compression that libvips, which would refuse it, is not asked for.
    if (bytes.readUInt16LE(at) === 257) bytes.writeUInt32LE(0, at + 8);
    if (bytes.readUInt16LE(at) === 259) bytes.writeUInt16LE(50_000, at + 8);
  }
  const path = join(folder, 'flat.tif');
  await writeFile(path, bytes);
  await expect(decodeImage(path)).rejects.toMatchObject({ code: 'image/unreadable' });
});
