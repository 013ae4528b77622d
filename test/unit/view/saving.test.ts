import { describe, expect, test } from 'vitest';
import type { ImageInfo } from '../../../src/client/contract';
import { keepsWhenSaving, proposedOutput, saveFilters } from '../../../src/view/saving';

const info: ImageInfo = {
  width: 8,
  height: 8,
  format: 'png',
  bitDepth: 16,
  channels: 'gray',
  hasAlpha: true,
  sampleKind: 'uint16',
  range: { black: 0, white: 65535, basis: 'depth' },
  metadata: ['profile', 'exif'],
  pages: 1,
  notes: [],
};

test('proposes a name that is not the source, in a type that can be written', () => {
  expect(proposedOutput('/p/a.b.JPG')).toBe('/p/a.b.denoised.JPG');
  expect(proposedOutput('/p/a.gif')).toBe('/p/a.denoised.png');
  expect(Object.entries(saveFilters('/p/a.denoised.tiff'))[0]).toEqual(['TIFF', ['tiff', 'tif']]);
  expect(Object.entries(saveFilters('/p/a.denoised.JPG'))[0]).toEqual(['JPEG', ['JPG', 'jpg', 'jpeg']]);
});

describe('keepsWhenSaving', () => {
  test('PNG keeps everything', () => {
    expect(keepsWhenSaving(info, '/o.PNG')).toEqual({
      kept: ['16 bits per channel', 'gray', 'transparency', 'colour profile', 'EXIF'],
      lost: [],
    });
  });

  test('what is not kept is told, and only that', () => {
    const { kept, lost } = keepsWhenSaving(info, '/o.jpg', ['CMYK was converted.']);
    expect(kept).toEqual(['gray', 'colour profile', 'EXIF']);
    expect(lost[0]).toBe('CMYK was converted.');
    expect(lost.join(' ')).toMatch(/8 bits.*alpha.*compression/);
    const stack: ImageInfo = { ...info, sampleKind: 'float', bitDepth: 32, metadata: ['tags'] };
    expect(keepsWhenSaving(stack, '/o.png').lost.join()).toMatch(/32-bit float.*TIFF tags/);
    expect(keepsWhenSaving(stack, '/o.tiff').kept).toEqual([
      '32-bit float samples',
      'gray',
      'transparency',
      'TIFF tags',
    ]);
  });

  test('of a stack all pages, or the one that is shown where the format holds one', () => {
    const stack: ImageInfo = { ...info, pages: 12, metadata: [] };
    expect(keepsWhenSaving(stack, '/o.tif', [], 2)).toMatchObject({ lost: [], kept: { 0: 'all 12 pages' } });
    expect(keepsWhenSaving(stack, '/o.png', [], 2).lost).toEqual([
      'PNG holds one image: of 12 pages, only page 3 is saved, which is shown.',
    ]);
  });

  test('says nothing of what the source does not have', () => {
    const plain: ImageInfo = {
      ...info,
      bitDepth: 8,
      channels: 'rgb',
      hasAlpha: false,
      sampleKind: 'uint8',
      range: { black: 0, white: 255, basis: 'depth' },
      metadata: [],
    };
    expect(keepsWhenSaving(plain, '/o.png')).toEqual({ kept: ['8 bits per channel'], lost: [] });
  });
});
