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
  hasProfile: true,
  hasExif: true,
  notes: [],
};

test('proposes a name that is not the source, in a type that can be written', () => {
  expect(proposedOutput('/p/a.b.JPG')).toBe('/p/a.b.denoised.JPG');
  expect(proposedOutput('/p/a.gif')).toBe('/p/a.denoised.png');
  expect(Object.entries(saveFilters('/p/a.denoised.tiff'))[0]).toEqual(['TIFF', ['tiff', 'tif']]);
  expect(Object.entries(saveFilters('/p/a.denoised.JPG'))[0]).toEqual(['JPEG', ['JPG', 'jpg', 'jpeg']]);
});

describe('keepsWhenSaving', () => {
  test('PNG and TIFF keep everything', () => {
    for (const file of ['/o.png', '/o.TIF', '/o.tiff']) expect(keepsWhenSaving(info, file).lost).toEqual([]);
    expect(keepsWhenSaving(info, '/o.png').kept).toEqual([
      '16 bit per channel',
      'transparency',
      'colour profile',
      'EXIF',
      'gray',
    ]);
  });

  test('JPEG loses depth, transparency and exactness, and what the engine says', () => {
    const { kept, lost } = keepsWhenSaving(info, '/o.jpg', ['CMYK was converted']);
    expect(lost).toEqual([
      'CMYK was converted',
      '16 bit per channel (becomes 8)',
      'transparency',
      'exact pixels (the format compresses with loss)',
    ]);
    expect(kept).toEqual(['colour profile', 'EXIF', 'gray']);
  });

  test('says nothing of what the source does not have', () => {
    const plain: ImageInfo = {
      ...info,
      bitDepth: 8,
      channels: 'rgb',
      hasAlpha: false,
      hasProfile: false,
      hasExif: false,
    };
    expect(keepsWhenSaving(plain, '/o.png')).toEqual({ kept: ['8 bit per channel'], lost: [] });
  });
});
