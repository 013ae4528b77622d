import { describe, expect, test } from 'vitest';
import { findReference, referenceFolders } from '../../../src/client/find-reference';

describe('findReference', () => {
  test.each([
    ['/p/plug_11_real.JPG', '/p/plug_11_mean.JPG'],
    ['/p/a_noisy.png', '/p/a_clean.png'],
    ['/p/a-noisy.png', '/p/a-clean.png'],
    ['/p/noisy.png', '/p/clean.png'],
    ['/p/a_noise.tif', '/p/a_gt.tif'],
    ['/p/a.noisy.png', '/p/a.gt.png'],
    ['/s/0001/0001_NOISY_SRGB_010.PNG', '/s/0001/0001_GT_SRGB_010.PNG'],
    ['/d/noisy/7.png', '/d/clean/7.png'],
    ['/d/Noisy/7.png', '/d/GT/7.png'],
    ['/d/input/7.png', '/d/target/7.png'],
    ['/d/input/7.png', '/d/gt/7.png'],
    ['/d/test_noisy/7.png', '/d/test_clean/7.png'],
    ['/d/noisy/7_noisy.png', '/d/clean/7_clean.png'],
    ['/p/a_noisy.jpg', '/p/a_clean.png'],
  ])('%s is measured against %s', (noisy, clean) => {
    expect(findReference(noisy, ['/p/other_clean.png', noisy, clean, '/d/clean/8.png'])).toBe(clean);
  });

  test('goes from noisy to clean only', () => {
    expect(findReference('/p/a_clean.png', ['/p/a_noisy.png'])).toBeUndefined();
    expect(findReference('/p/a_mean.png', ['/p/a_real.png'])).toBeUndefined();
  });

  test('takes whole words only', () => {
    expect(findReference('/p/surreal.png', ['/p/surmean.png'])).toBeUndefined();
    expect(findReference('/p/unnoisy.png', ['/p/unclean.png'])).toBeUndefined();
  });

  test('looks nowhere but in the own folder and its sisters', () => {
    expect(findReference('/d/noisy/7.png', ['/elsewhere/clean/7.png', '/d/clean/8.png', '/d/7.png'])).toBeUndefined();
  });

  test('prefers the own folder, the likelier word and the same file type', () => {
    const files = ['/d/clean/a_clean.png', '/d/noisy/a_gt.png', '/d/noisy/a_clean.jpg', '/d/noisy/a_clean.png'];
    expect(findReference('/d/noisy/a_noisy.png', files)).toBe('/d/noisy/a_clean.png');
    expect(findReference('/d/noisy/a_noisy.png', files.slice(0, 3))).toBe('/d/noisy/a_clean.jpg');
    expect(findReference('/d/noisy/a_noisy.png', files.slice(0, 2))).toBe('/d/noisy/a_gt.png');
    expect(findReference('/d/noisy/a_noisy.png', files.slice(0, 1))).toBe('/d/clean/a_clean.png');
  });
});

test('referenceFolders names the sisters of the folder', () => {
  expect(referenceFolders('/d/input/7.png')).toEqual(['target', 'gt', 'clean', 'reference']);
  expect(referenceFolders('/d/photos/7.png')).toEqual([]);
});
