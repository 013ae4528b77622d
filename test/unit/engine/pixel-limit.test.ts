import { describe, expect, it } from 'vitest';
import { checkPixels } from '../../../src/engine/images/pixel-limit';
import { checkSize } from '../../../src/engine/images/save';

/** So many megapixels. */
const size = (megapixels: number) => ({ width: 8000, height: 125 * megapixels });

describe('images that need more memory than they may', () => {
  it.each([
    ['png', 399, true],
    ['png', 401, false],
    ['avif', 40, true],
    ['avif', 41, false],
    ['heic', 49, false],
    ['webp', 101, false],
  ] as const)('%s of %i megapixels: read %s', (format, megapixels, isRead) => {
    const check = () => {
      checkPixels(`a.${format}`, size(megapixels), format);
    };
    if (isRead) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code: 'image/too-large', message: expect.stringContaining('megapixels') as string }) as Error);
  }); // prettier-ignore

  it('are refused before the work by formats that are written as a whole, and by no other', () => {
    for (const format of ['png', 'tiff', 'jpeg', 'pnm'] as const) checkSize(`a.${format}`, format, size(100));
    for (const format of ['webp', 'avif'] as const) {
      expect(() => {
        checkSize(`a.${format}`, format, size(100));
      }).toThrow('100 megapixels');
    }
  });
});
