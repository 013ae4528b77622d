import { expect, it } from 'vitest';
import { violations } from './axe';
import type { DenoiseWindow } from './denoise-window';
import { colours, fingerprint, pictureIn, type Picture } from './pictures';
import { story } from './story';

const patience = { timeout: 60_000 };

/** The RGB values that the inspector tells for a pane. */
async function inspected(window: DenoiseWindow, stage: string): Promise<number[]> {
  const text = (await window.view.getByTestId(`pixel-${stage}`).textContent()) ?? '';
  return [...text.replace(/^\D*/, '').matchAll(/\d+(\.\d+)?/g)].slice(0, 3).map(([number]) => Number(number));
}

/** Rows and columns of a picture that are the same as the next one: enlarged pixels make many. */
function repetitions({ width, height, pixels }: Picture): number {
  const middle = Math.floor(height / 2) * width;
  const words = new Uint32Array(pixels.slice(middle * 4, (middle + width) * 4).buffer);
  return words.filter((word, i) => word === words[i + 1]).length / width;
}

story('looking at the panes', opened => {
  it('the wheel zooms all panes alike, at the pointer', async () => {
    const window = opened();
    await window.denoiseByMenu('alone.png');
    await window.choose('preset', 'Masks');
    await window.pane('union').waitFor();
    await window.settled();
    const before = await window.zoom();
    const noisy = await pictureIn(window.pane('noisy'));
    const combined = await pictureIn(window.pane('union'));
    await window.pane('noisy').hover();
    for (let i = 0; i < 3; i++) await window.page.mouse.wheel(0, -120);
    await expect.poll(() => window.zoom(), patience).not.toBe(before);
    await window.settled();
    expect(fingerprint(await pictureIn(window.pane('noisy')))).not.toBe(fingerprint(noisy));
    expect(fingerprint(await pictureIn(window.pane('union')))).not.toBe(fingerprint(combined));
  });

  it('dragging one pane moves all of them', async () => {
    const window = opened();
    const combined = await pictureIn(window.pane('union'));
    const box = await window.pane('noisy').boundingBox();
    if (!box) throw new Error('the pane is not there');
    await window.page.mouse.move(box.x + 60, box.y + 60);
    await window.page.mouse.down();
    await window.page.mouse.move(box.x + 90, box.y + 80, { steps: 4 });
    await window.page.mouse.up();
    await expect
      .poll(async () => fingerprint(await pictureIn(window.pane('union'))), patience)
      .not.toBe(fingerprint(combined));
  });

  it('from 300 % on pixels are squares', async () => {
    const window = opened();
    const panes = window.view.getByTestId('panes');
    await panes.press('0');
    await panes.press('z');
    await expect.poll(() => window.zoom(), patience).toBe('100 %');
    const small = repetitions(await pictureIn(window.pane('noisy')));
    for (const zoom of ['150 %', '200 %', '300 %', '400 %']) {
      await panes.press('+');
      await expect.poll(() => window.zoom(), patience).toBe(zoom);
    }
    // Of four neighbours in a square of four, three have the same one to their right.
    await expect.poll(async () => repetitions(await pictureIn(window.pane('noisy'))), patience).toBeGreaterThan(0.7);
    expect(small).toBeLessThan(0.7);
  });

  it('the inspector tells the pixel in the middle in every pane, and arrow keys move it', async () => {
    const window = opened();
    const panes = window.view.getByTestId('panes');
    await panes.press('0');
    await panes.press('z');
    await window.settled();
    const place = window.view.getByTestId('inspector').getByText(/x \d+/);
    const first = await place.textContent();
    for (const stage of ['noisy', 'union', 'branch:0']) {
      await expect.poll(() => inspected(window, stage), patience).toHaveLength(3);
    }
    expect(await inspected(window, 'noisy')).not.toEqual(await inspected(window, 'union'));
    for (let i = 0; i < 8; i++) await panes.press('+');
    await panes.press('ArrowRight');
    await expect.poll(() => place.textContent(), patience).not.toBe(first);
  });

  it('at 6400 % pixels have lines between them and their values in them, and the map leads elsewhere', async () => {
    const window = opened();
    const panes = window.view.getByTestId('panes');
    for (let i = 0; i < 12; i++) await panes.press('+');
    await expect.poll(() => window.zoom(), patience).toBe('6400 %');
    const noisy = () => pictureIn(window.pane('noisy'));
    // Lines and digits are painted with many shades.
    await expect.poll(async () => colours(await noisy()), patience).toBeGreaterThan(100);
    expect(await violations(window)).toEqual([]);
    await panes.press('g');
    await expect.poll(async () => colours(await noisy()), patience).toBeLessThan(100);
    const before = await noisy();
    expect(repetitions(before)).toBeGreaterThan(0.95);
    await window.view.getByTestId('map').click({ position: { x: 8, y: 8 } });
    await expect.poll(async () => fingerprint(await noisy()), patience).not.toBe(fingerprint(before));
    await panes.press('g');
    await panes.press('0');
    expect(await window.view.getByTestId('map').count()).toBe(0);
  });

  it('the mask grid shows every branch, and nothing else', async () => {
    const window = opened();
    const shown = () => window.view.getByTestId('panes').getByRole('heading').allTextContents();
    const before = await shown();
    await window.view.getByTestId('compare-mode').selectOption('masks');
    await expect.poll(shown, patience).toEqual(['Branch 1', 'Branch 2']);
    await window.view.getByTestId('compare-mode').selectOption('side');
    await expect.poll(shown, patience).toEqual(before);
  });

  it('a pane can be hidden and shown', async () => {
    const window = opened();
    const chip = window.view.getByTestId('chip-branch:1');
    await chip.click();
    await expect.poll(() => window.pane('branch:1').count(), patience).toBe(0);
    expect(await chip.getAttribute('aria-pressed')).toBe('false');
    await chip.click();
    await window.pane('branch:1').waitFor();
  });

  it('hidden pixels can be left unmarked, marked or shown alone', async () => {
    const window = opened();
    await window.view.getByTestId('panes').press('z');
    await window.settled();
    const looks: string[] = [];
    for (let i = 0; i < 3; i++) {
      looks.push(fingerprint(await pictureIn(window.pane('branch:0'))));
      await window.view.getByTestId('panes').press('m');
      await expect
        .poll(async () => fingerprint(await pictureIn(window.pane('branch:0'))), patience)
        .not.toBe(looks[looks.length - 1]);
    }
    expect(looks[0]).not.toBe(looks[1]);
    expect(looks[1]).not.toBe(looks[2]);
    expect(looks[2]).not.toBe(looks[0]);
    // After three steps it is as it was.
    expect(fingerprint(await pictureIn(window.pane('branch:0')))).toBe(looks[0]);
  });

  it('branches can be combined weighted by their certainty, and as published again', async () => {
    const window = opened();
    await window.settled();
    const combined = async () => fingerprint(await pictureIn(window.pane('union')));
    const start = await combined();
    await window.choose('combine', 'Hidden pixels (published)');
    await expect.poll(combined, patience).not.toBe(start);
    await window.choose('combine', 'All, by uncertainty');
    await expect.poll(combined, patience).toBe(start);
  });

  it('the strip of the folder leads to other images, looked at in the same way', async () => {
    const window = opened();
    const panes = window.view.getByTestId('panes');
    await panes.press('z');
    await panes.press('+');
    await panes.press('+');
    await expect.poll(() => window.zoom(), patience).toBe('200 %');
    await window.view.getByTestId('strip').click();
    await window.view.getByTestId('image-2').locator('canvas').waitFor();
    expect(await violations(window)).toEqual([]);
    await window.view.getByTestId('image-2').click();
    await window.page.getByRole('tab', { name: 'camera.jpg' }).waitFor();
    await window.pane('branch:1').waitFor();
    await expect.poll(() => window.zoom(), patience).toBe('200 %');
    await window.settled();
  });

  it('Escape stops the work, and the view says so', async () => {
    const window = opened();
    const slider = window.slider('maskSets');
    await slider.focus();
    await slider.press('End');
    await window.view.getByTestId('activity').waitFor();
    await window.view.getByTestId('panes').press('Escape');
    await window.view.getByTestId('resume').waitFor();
    await window.screenshot('stopped');
    await slider.focus();
    await slider.press('Home');
    await window.settled();
  });
});
