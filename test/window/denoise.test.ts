import { existsSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { expect, inject, it } from 'vitest';
import { colours, fingerprint, pictureIn, shows } from './pictures';
import { story } from './story';

const patience = { timeout: 90_000 };

story('from the Explorer to a saved image', opened => {
  it('a right-click and Denoise open the view, and every pane has a picture of its own', async () => {
    const window = opened();
    await window.denoiseByMenu('photo_noisy.png');
    await window.settled();
    await window.choose('preset', 'AMSNet (masks and R3)');
    await window.pane('branch:1').waitFor();
    await window.settled();
    const stages = ['noisy', 'branch:0', 'branch:1', 'union', 'result'];
    const pictures = await Promise.all(stages.map(stage => pictureIn(window.pane(stage))));
    await window.screenshot('panes');
    for (const [i, stage] of stages.entries()) {
      expect(colours(pictures[i]), `${stage} is blank`).toBeGreaterThan(100);
      for (const other of pictures.slice(0, i))
        expect(fingerprint(other), `${stage} shows another pane`).not.toBe(fingerprint(pictures[i]));
    }
  });

  it('PSNR against the reference beside the image is shown, for every stage', async () => {
    const window = opened();
    for (const stage of ['branch:0', 'branch:1', 'union', 'result']) {
      expect(await window.psnr(stage)).toBeGreaterThan(await window.psnr('noisy'));
    }
    await expect(window.view.getByText('photo_clean.png').count()).resolves.toBe(1);
  });

  it('moving R3 changes its picture and its numbers, and leaves the branches alone', async () => {
    const window = opened();
    const before = { psnr: await window.psnr('result'), picture: await pictureIn(window.pane('result')) };
    const branch = await pictureIn(window.pane('branch:0'));
    const combined = await window.psnr('union');
    const slider = window.slider('r3Ratio');
    await slider.focus();
    for (let i = 0; i < 20; i++) await slider.press('ArrowRight');
    expect(await slider.inputValue()).toBe('0.36');
    await expect.poll(() => window.psnr('result'), patience).not.toBe(before.psnr);
    await window.settled();
    expect(fingerprint(await pictureIn(window.pane('result')))).not.toBe(fingerprint(before.picture));
    expect(fingerprint(await pictureIn(window.pane('branch:0')))).toBe(fingerprint(branch));
    expect(await window.psnr('union')).toBe(combined);
  });

  it('what is saved is what is seen, pixel by pixel', async () => {
    const window = opened();
    const saved = path.join(inject('workspace'), 'saved by the window.png');
    await window.view.getByTestId('panes').press('z');
    await expect.poll(() => window.zoom(), patience).toBe('100 %');
    await window.settled();
    const seen = await pictureIn(window.pane('result'));
    await window.view.getByTestId('save-as').click();
    await window.answerFileDialog(saved);
    await expect.poll(() => existsSync(saved), patience).toBe(true);
    await window.page.getByText('Saved saved by the window.png').first().waitFor();
    const { data, info } = await sharp(saved).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect({ width: info.width, height: info.height }).toEqual({ width: 192, height: 144 });
    expect(shows(seen, { width: info.width, height: info.height, pixels: new Uint8Array(data) })).toBe(true);
  });

  it('reloading the window brings back the view with its knobs and its zoom', async () => {
    const window = opened();
    await window.view.getByTestId('panes').press('+');
    await expect.poll(() => window.zoom(), patience).toBe('150 %');
    // Until the view has noted where it looks.
    await window.page.waitForTimeout(1000);
    const loaded = window.page.waitForEvent('load');
    await window.runCommand('Developer: Reload Window');
    await loaded;
    await window.settled();
    expect(await window.slider('r3Ratio').inputValue()).toBe('0.36');
    expect(await window.zoom()).toBe('150 %');
    expect(colours(await pictureIn(window.pane('result')))).toBeGreaterThan(100);
    await window.screenshot('reloaded');
  });
});
