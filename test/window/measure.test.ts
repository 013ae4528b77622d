import { expect, it } from 'vitest';
import { violations } from './axe';
import { colours, pictureIn } from './pictures';
import { story } from './story';

const patience = { timeout: 90_000 };

story('measuring settings and errors', opened => {
  it('the error against the reference is squared pixel by pixel, and the network tells its own', async () => {
    const window = opened();
    await window.denoiseByMenu('photo_noisy.png');
    await window.settled();
    for (const pane of ['Reference', 'Error', 'Uncertainty']) {
      await window.view.getByRole('button', { name: pane, exact: true }).click();
    }
    await window.view.getByTestId('difference-kind').selectOption('squared');
    await window.view.getByTestId('gain').selectOption('1');
    await window.view.getByTestId('panes').press('z');
    await expect.poll(() => window.zoom(), patience).toBe('100 %');
    await window.settled();
    // Its legend is a picture as well.
    const uncertainty = window.view.getByTestId('pane-uncertainty').locator('canvas');
    await expect.poll(async () => colours(await pictureIn(uncertainty)), patience).toBeGreaterThan(20);
    const [result, reference, error] = await Promise.all(
      ['result', 'reference', 'error'].map(stage => pictureIn(window.pane(stage))),
    );
    const squares = result.pixels.map((value, i) =>
      i % 4 === 3 ? 255 : Math.min(255, (value - reference.pixels[i]) ** 2),
    );
    // Beside the image there is only the colour of the editor, in all of them.
    const [left, top] = [Math.round((error.width - 192) / 2), Math.round((error.height - 144) / 2)];
    for (let y = top; y < top + 144; y++) {
      const row = (pixels: Uint8Array) =>
        pixels.slice(4 * (y * error.width + left), 4 * (y * error.width + left + 192));
      expect(row(error.pixels)).toEqual(row(squares));
    }
    await window.screenshot('measure - error and uncertainty');
  });

  it('a sweep tries a setting, a key takes one of its values, and Ctrl+Z takes it back', async () => {
    const window = opened();
    await window.view.getByTestId('sweep-section').getByText('Sweep').click();
    await window.view.getByTestId('sweep-name').selectOption('strength');
    await window.view.getByTestId('sweep-run').click();
    const table = window.view.getByTestId('sweep');
    await expect.poll(() => table.getAttribute('aria-busy'), patience).toBe('false');
    const tried = async (row: number, column: number) =>
      Number.parseFloat((await table.getByRole('row').nth(row).getByRole('cell').nth(column).textContent()) ?? '');
    expect(await tried(1, 0)).toBe(100);
    expect(await tried(6, 0)).toBeLessThan(50);
    // All of this image is small enough to be tried: as it was measured.
    expect(await tried(1, 1)).toBe(await window.psnr('noisy'));
    expect(await tried(6, 1)).toBe(await window.psnr('result'));
    expect(await violations(window)).toEqual([]);
    await window.view.getByTestId('sweep-3').press('Enter');
    await expect.poll(() => window.slider('strength').inputValue(), patience).toBe('0.6');
    await window.screenshot('measure - sweep');
    await window.view.getByTestId('sweep-3').press('Control+z');
    await expect.poll(() => window.slider('strength').inputValue(), patience).toBe('1');
  });
});
