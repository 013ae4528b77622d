/** The picture of the README: made with `npm run screenshot`, and in every run checked to be as the README shows it. */
import path from 'node:path';
import sharp from 'sharp';
import { expect, inject, it } from 'vitest';
import { root } from '../e2e/paths';
import { story } from './story';

story(
  'a sample as the README shows it',
  opened => {
    it('is better with R3 than without, and better than noisy', async () => {
      const window = opened();
      await window.denoiseByMenu('chelsea_noisy.png');
      await window.choose('preset', 'AMSNet (masks and R3)');
      await window.pane('branch:1').waitFor();
      // Large enough for the noise and for the marks on hidden pixels to be seen.
      await window.view.getByTestId('panes').press('z');
      await window.settled();
      await window.pane('result').hover();
      await window.screenshot('denoise-view');
      if (process.env.MODE === 'docs') {
        // With a palette: it is inside the package, which must stay small.
        await sharp(await window.page.screenshot())
          .png({ palette: true, effort: 10, dither: 0.6 })
          .toFile(path.join(root, 'docs', 'images', 'denoise-view.png'));
      }
      expect(await window.psnr('union')).toBeGreaterThan(await window.psnr('noisy'));
      expect(await window.psnr('result')).toBeGreaterThan(await window.psnr('noisy'));
    });
  },
  () => inject('samples'),
);
