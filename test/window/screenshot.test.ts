/** The picture and the recording of the README: made with `npm run screenshot`; what they show is checked in every run. */
import path from 'node:path';
import sharp from 'sharp';
import { expect, inject, it } from 'vitest';
import { root } from '../e2e/paths';
import type { DenoiseWindow } from './denoise-window';
import { story } from './story';

/** How long a frame stays. */
const milliseconds = { still: 1200, moving: 90 };

/** Ways to look at it, one after the other, as an animation for the README. */
async function record(window: DenoiseWindow): Promise<void> {
  const { view, page } = window;
  const frames: Buffer[] = [];
  const delay: number[] = [];
  const take = async (shown: number) => {
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
    const clip = { x: 352, y: 88, width: width - 352, height: height - 88 - 30 };
    frames.push(
      await sharp(await page.screenshot({ clip }))
        .resize(800)
        .png()
        .toBuffer(),
    );
    delay.push(shown);
  };
  const panes = view.getByTestId('panes');
  await take(milliseconds.still);
  await view.getByTestId('compare-mode').selectOption('swipe');
  const share = view.getByTestId('compare-share');
  for (let step = 0; step <= 12; step++) {
    await share.fill(String(0.5 + 0.4 * Math.sin((2 * Math.PI * step) / 12)));
    await page.waitForTimeout(150);
    await take(milliseconds.moving);
  }
  await view.getByTestId('compare-mode').selectOption('difference');
  await page.waitForTimeout(600);
  await take(milliseconds.still);
  await view.getByTestId('compare-mode').selectOption('masks');
  await page.waitForTimeout(1500);
  await take(milliseconds.still);
  await view.getByTestId('compare-mode').selectOption('side');
  for (let step = 0; step < 10; step++) {
    await panes.press('+');
    await page.waitForTimeout(500);
    await take(step === 9 ? milliseconds.still : 3 * milliseconds.moving);
  }
  await sharp(frames, { join: { animated: true } })
    .webp({ quality: 55, effort: 6, delay, loop: 0 })
    .toFile(path.join(root, 'docs', 'images', 'looking.webp'));
}

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
      if (process.env.MODE === 'docs') await record(window);
      expect(await window.psnr('union')).toBeGreaterThan(await window.psnr('noisy'));
      expect(await window.psnr('result')).toBeGreaterThan(await window.psnr('noisy'));
    });
  },
  () => inject('samples'),
);
