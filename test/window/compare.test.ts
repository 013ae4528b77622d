import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { violations } from './axe';
import type { DenoiseWindow } from './denoise-window';
import { fingerprint, pictureIn, type Picture } from './pictures';
import { story } from './story';

const patience = { timeout: 60_000 };

/** Chooses from a list of the toolbar. */
async function choose(window: DenoiseWindow, list: 'mode' | 'first' | 'second', value: string): Promise<void> {
  await window.view.getByTestId(`compare-${list}`).selectOption(value);
}

const compared = (window: DenoiseWindow) => pictureIn(window.view.getByTestId('comparison').getByRole('img'));

async function changed(window: DenoiseWindow, from: Picture): Promise<Picture> {
  await expect.poll(async () => fingerprint(await compared(window)), patience).not.toBe(fingerprint(from));
  return compared(window);
}

/** Largest difference of a channel between two pictures where `where` says. */
function largest(a: Picture, b: Picture, where: (x: number, y: number) => boolean): number {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  let most = 0;
  for (let i = 0; i < a.pixels.length; i++) {
    const at = i >> 2;
    if (where(at % a.width, Math.floor(at / a.width))) most = Math.max(most, Math.abs(a.pixels[i] - b.pixels[i]));
  }
  return most;
}

story('comparing panes and files', opened => {
  let noisy: Picture;
  let result: Picture;

  it('flip shows one, and the other while F is held', async () => {
    const window = opened();
    await window.denoiseByMenu('alone.png');
    await window.pane('result').waitFor();
    await window.settled();
    await choose(window, 'mode', 'flip');
    await window.view.getByTestId('comparison').waitFor();
    await window.settled();
    noisy = await compared(window);
    await window.view.getByTestId('panes').focus();
    await window.page.keyboard.down('f');
    result = await changed(window, noisy);
    await window.screenshot('compare - flip');
    await window.page.keyboard.up('f');
    expect(fingerprint(await changed(window, result))).toBe(fingerprint(noisy));
  });

  it('swipe shows one on each side of a divider that can be dragged and moved by keys', async () => {
    const window = opened();
    await choose(window, 'mode', 'swipe');
    const swiped = await changed(window, noisy);
    const half = Math.round(swiped.width / 2);
    expect(largest(swiped, noisy, x => x < half)).toBe(0);
    expect(largest(swiped, result, x => x >= half)).toBe(0);
    await window.screenshot('compare - swipe');

    const box = await window.view.getByTestId('divider').boundingBox();
    if (!box) throw new Error('there is no divider');
    await window.page.mouse.move(box.x + box.width / 2, box.y + 90);
    await window.page.mouse.down();
    await window.page.mouse.move(box.x - 120, box.y + 90, { steps: 4 });
    await window.page.mouse.up();
    const dragged = await changed(window, swiped);
    expect(largest(dragged, result, x => x >= half - 60)).toBe(0);
    const share = window.view.getByTestId('compare-share');
    expect(Number(await share.inputValue())).toBeLessThan(0.5);
    await share.press('Home');
    await expect.poll(async () => largest(await compared(window), result, () => true), patience).toBe(0);
    await share.press('End');
    await expect.poll(async () => largest(await compared(window), noisy, () => true), patience).toBe(0);
  });

  it('onion skin mixes them', async () => {
    const window = opened();
    await window.view.getByTestId('compare-share').fill('0.5');
    await choose(window, 'mode', 'onion');
    const mixed = {
      ...noisy,
      pixels: noisy.pixels.map((value, i) => Math.round((value + result.pixels[i]) / 2)),
    };
    await expect.poll(async () => largest(await compared(window), mixed, () => true), patience).toBeLessThanOrEqual(1);
    await window.screenshot('compare - onion skin');
  });

  it('any two panes can be compared, swapped by X, and nothing is wrong for those who cannot see', async () => {
    const window = opened();
    await choose(window, 'mode', 'flip');
    await choose(window, 'first', 'result');
    await choose(window, 'second', 'noisy');
    await expect.poll(async () => fingerprint(await compared(window)), patience).toBe(fingerprint(result));
    await window.view.getByTestId('panes').press('x');
    await expect.poll(async () => fingerprint(await compared(window)), patience).toBe(fingerprint(noisy));
    expect(await violations(window)).toEqual([]);
    // C goes through all of them, and back to the panes side by side.
    for (let i = 0; i < 3; i++) await window.view.getByTestId('panes').press('c');
    await window.pane('result').waitFor();
    expect(await window.view.getByTestId('comparison').count()).toBe(0);
    const pressed = (chip: string) => window.view.getByTestId(`chip-${chip}`).getAttribute('aria-pressed');
    expect([await pressed('noisy'), await pressed('result'), await pressed('difference')]).toEqual([
      'true',
      'true',
      'false',
    ]);
  });

  it('two images of the Explorer stand side by side, measured', async () => {
    const window = opened();
    await window.chooseFromMenu('Compare Images', 'photo_clean.png', 'photo_noisy.png');
    await window.settled();
    const facts = window.view.getByTestId('compared-1');
    await facts.getByText(/^\d+ of 255$/).waitFor();
    expect(await facts.textContent()).toMatch(/192 × 144, 8 bit.*2\d\.\d\d dB/s);
    expect(await violations(window)).toEqual([]);
  });

  it('they swipe, flip and differ pixel by pixel as panes of the Denoise view do', async () => {
    const window = opened();
    const picture = () => compared(window);
    await choose(window, 'mode', 'flip');
    const clean = await picture();
    await window.view.getByTestId('panes').focus();
    await window.page.keyboard.down('f');
    await expect.poll(async () => fingerprint(await picture()), patience).not.toBe(fingerprint(clean));
    const other = await picture();
    await window.page.keyboard.up('f');
    await choose(window, 'mode', 'swipe');
    await expect.poll(async () => fingerprint(await picture()), patience).not.toBe(fingerprint(other));
    const swiped = await picture();
    const half = Math.round(swiped.width / 2);
    expect(largest(swiped, clean, x => x < half)).toBe(0);
    expect(largest(swiped, other, x => x >= half)).toBe(0);
    await choose(window, 'mode', 'difference');
    const magnified = (value: number, i: number) =>
      i % 4 === 3 ? 255 : Math.max(0, Math.min(255, 128 + 8 * (value - clean.pixels[i])));
    const difference = { ...clean, pixels: Uint8Array.from(other.pixels, magnified) };
    // Beside the image there is nothing to differ.
    const within = (x: number, y: number) => Math.abs(x - half) < 380 && Math.abs(y - clean.height / 2) < 280;
    await expect.poll(async () => largest(await picture(), difference, within), patience).toBe(0);
    await window.screenshot('compare - difference');
    await window.view.getByTestId('false-colour').click();
    expect(await window.view.getByTestId('legend').textContent()).toMatch(/−16 of 255\s+\+16 of 255/);
    await window.screenshot('compare - false colour');
    expect(await violations(window)).toEqual([]);
    await window.view.getByTestId('false-colour').click();
    await window.view.getByTestId('panes').press('x');
    await expect.poll(async () => largest(await picture(), difference, within), patience).toBeGreaterThan(0);
    await choose(window, 'mode', 'side');
  });

  it('a rectangle is drawn or typed, and measured in every pane', async () => {
    const window = opened();
    const { view } = window;
    await view.getByTestId('panes').press('r');
    const box = await window.pane('image:0').boundingBox();
    if (!box) throw new Error('there is no pane');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await window.page.mouse.move(x, y);
    await window.page.mouse.down();
    await window.page.mouse.move(x + 60, y + 40, { steps: 3 });
    await window.page.mouse.up();
    for (const [name, value] of [
      ['width', '20'],
      ['height', '20'],
      ['x', '26'],
      ['y', '2'],
    ]) {
      await view.getByTestId(`selection-${name}`).fill(value);
      await view.getByTestId(`selection-${name}`).press('Enter');
    }
    // One field of the checkerboard: its colour, and the noise upon it.
    const rows = () => view.getByTestId('measurement').getByRole('row').allInnerTexts();
    await expect.poll(rows, patience).toHaveLength(3);
    await expect.poll(async () => (await rows()).join('\n'), patience).toMatch(/60\.00 100\.00 140\.00/);
    await view.getByTestId('plot').waitFor();
    expect(await violations(window)).toEqual([]);
    await window.screenshot('compare - measured');
    await view.getByTestId('panes').press('r');
    await view.getByTestId('plot').waitFor({ state: 'detached' });
  });

  it('images of other sizes and depths can be aligned', async () => {
    const window = opened();
    await window.chooseFromMenu('Compare Images', 'deep.tiff', 'large.jpg');
    const align = window.view.getByTestId('align');
    await align.waitFor();
    const pictures = async () => fingerprint(await pictureIn(window.pane('image:0')));
    await expect.poll(pictures, patience).not.toBe('');
    const before = await pictures();
    await align.selectOption('stretch');
    await expect.poll(pictures, patience).not.toBe(before);
    expect(await violations(window)).toEqual([]);
  });

  it('two folders are a list, in any order, and a row of it opens its pair', async () => {
    const window = opened();
    const copy = (file: string, to: string) => {
      copyFileSync(path.join(inject('workspace'), file), path.join(inject('workspace'), to));
    };
    for (const folder of ['one', 'two']) mkdirSync(path.join(inject('workspace'), folder));
    for (const to of ['one/same.png', 'two/same.png', 'two/noise.png']) copy('photo_clean.png', to);
    for (const to of ['one/noise.png', 'one/only.png']) copy('photo_noisy.png', to);
    await window.chooseFromMenu('Compare Folders of Images...', 'one', 'two');
    await window.view.getByTestId('command-refresh').waitFor();
    const rows = () => window.view.getByTestId('pairs').locator('.pairs').getByRole('row').allInnerTexts();
    await window.view.getByTestId('sort-psnr').click();
    await expect.poll(rows, patience).toHaveLength(3);
    expect(await rows()).toEqual([
      expect.stringMatching(/^noise.png\s+2\d\.\d\d dB\s+0\.\d{4}\s+\d+ of 255$/),
      expect.stringMatching(/^same.png\s+∞ dB\s+1\.0000\s+0 of 255$/),
      expect.stringMatching(/^only.png\s+Only in the first folder$/),
    ]);
    expect(await violations(window)).toEqual([]);
    await window.screenshot('compare - folders');
    const list = window.view.locator('amsnet-pairs');
    const widths = () =>
      list.evaluate(({ clientWidth, scrollWidth }) => ({ clientWidth, beyond: scrollWidth - clientWidth }));
    const usual = window.page.viewportSize();
    await window.page.setViewportSize({ width: 640, height: 720 });
    await expect.poll(async () => (await widths()).clientWidth, patience).toBeLessThan(400);
    expect(await widths()).toMatchObject({ beyond: 0 });
    await window.screenshot('compare - folders, narrow');
    if (usual) await window.page.setViewportSize(usual);
    await window.view.getByRole('button', { name: 'same.png' }).press('ArrowUp');
    await window.page.keyboard.press('Enter');
    await window.view.getByTestId('chip-image:1').waitFor();
    expect(await window.view.getByTestId('panes').getByRole('heading').allTextContents()).toEqual([
      'one/noise.png',
      'two/noise.png',
    ]);
    // The next test is about the page before this one.
    await window.runCommand('View: Close Editor');
    await window.runCommand('View: Close Editor');
  });

  it('numbers choose panes, and dragging or keys put them in another order', async () => {
    const window = opened();
    const panes = window.view.getByTestId('panes');
    const headings = () => panes.getByRole('heading').allTextContents();
    await panes.press('2');
    await window.view.getByTestId('comparison').waitFor();
    expect((await headings())[0]).toMatch(/^large\.jpg/);
    await panes.press('2');
    await expect.poll(headings, patience).toEqual(['deep.tiff', 'large.jpg']);
    // On a busy machine the button may be up again before the browser has begun to drag.
    const drag = async () => {
      const before = await headings();
      if (before[0] !== 'large.jpg')
        await panes
          .getByRole('heading', { name: 'large.jpg' })
          .dragTo(panes.getByRole('heading', { name: 'deep.tiff' }));
      return headings();
    };
    await expect.poll(drag, patience).toEqual(['large.jpg', 'deep.tiff']);
    const chip = window.view.getByTestId('chip-image:1');
    await chip.press('Alt+ArrowRight');
    await expect.poll(headings, patience).toEqual(['deep.tiff', 'large.jpg']);
    await expect.poll(() => chip.evaluate(element => element.matches(':focus')), patience).toBe(true);
  });
});
