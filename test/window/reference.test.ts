import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { story } from './story';

story('an image without a reference', opened => {
  it('opens from the palette, and no quality is claimed', async () => {
    const window = opened();
    // The built-in viewer first: the command takes the image of the active editor.
    await window.row('alone.png').dblclick();
    await window.page.locator('.tab.active[aria-label^="alone.png"]').waitFor();
    await window.runCommand('AMSNet: Denoise');
    await window.settled();
    await expect(window.view.getByTestId('scores').count()).resolves.toBe(0);
    await expect(window.view.getByText(/\d dB/).count()).resolves.toBe(0);
    await window.view.getByTestId('difference').getByText('Difference from noisy input').waitFor();
  });

  it('is measured as soon as a reference is picked by command', async () => {
    const window = opened();
    await window.runCommand('AMSNet: Choose Reference...');
    await window.answerFileDialog(path.join(inject('workspace'), 'photo_clean.png'));
    await window.view.getByTestId('scores').waitFor();
    expect(await window.psnr('result')).toBeGreaterThan(await window.psnr('noisy'));
    await window.screenshot('reference picked');
  });

  it('is told to be broken inside its view, with a recovery action', async () => {
    const window = opened();
    await window.denoiseByMenu('broken.png');
    const problem = window.view.getByRole('alert');
    await problem.waitFor();
    expect((await problem.textContent())?.length).toBeGreaterThan(20);
    await problem.getByRole('button', { name: 'Retry' }).waitFor();
    await window.screenshot('broken');
  });
});
