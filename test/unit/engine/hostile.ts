/** Damaged files of every kind: cut short, and with bytes changed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { AmsnetError } from '../../../src/core/errors';
import { decodeImage } from '../../../src/engine/images/decode';
import { numbers, samplesOf } from './support';

/**
 * Reads `whole` cut at many lengths, which must all be refused from `needed` bytes down, and with changed bytes, which may be
 * read as another picture, but must end soon and fail with a code.
 */
export async function expectRobust(
  folder: string,
  whole: Buffer,
  { needed = whole.length, changes = 120 }: { needed?: number; changes?: number } = {},
): Promise<void> {
  const path = join(folder, 'damaged');
  for (let i = 0; i < 24; i++) {
    const length = Math.floor((needed * i) / 24);
    await writeFile(path, whole.subarray(0, length));
    await expect(decodeImage(path), `the first ${length} bytes of ${whole.length}`).rejects.toMatchObject({
      code: expect.stringMatching(/^image\/(unreadable|unsupported|too-large)$/) as string,
    });
  }
  const random = numbers(3);
  for (let i = 0; i < changes; i++) {
    const changed = Buffer.from(whole);
    // Most of what matters stands at the beginning.
    const reach = i % 2 === 0 ? Math.min(whole.length, 400) : whole.length;
    for (let k = 0; k <= i % 5; k++) changed[Math.floor(random() * reach)] = Math.floor(random() * 256);
    await writeFile(path, changed);
    try {
      const { raster } = await decodeImage(path);
      expect(samplesOf(raster).length).toBe(raster.width * raster.height * raster.channels);
    } catch (error) {
      if (!(error instanceof AmsnetError)) throw error;
      expect(error.code).toMatch(/^image\//);
    }
  }
}
