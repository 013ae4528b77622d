import { expect, it, vi } from 'vitest';
import { violations } from './axe';
import type { DenoiseWindow } from './denoise-window';
import { story } from './story';

const patience = { timeout: 120_000 };

/** The number in a text such as `0.01234 (-3.0 %)`. */
const numberIn = (text: string | null) => Number.parseFloat(text ?? '');

/** Right-click on several selected files of the Explorer, then **Adapt to These Images...**. */
async function adaptByMenu(window: DenoiseWindow, ...names: readonly string[]): Promise<void> {
  const { page } = window;
  const item = page.getByRole('menuitem', { name: 'Adapt to These Images...', exact: true });
  // Extensions are registered after the workbench is painted: a menu opened too early lacks their items.
  await vi.waitFor(async () => {
    await page.keyboard.press('Escape');
    for (const [i, name] of names.entries()) await window.row(name).click(i === 0 ? {} : { modifiers: ['Control'] });
    await window.row(names[0]).click({ button: 'right' });
    await item.waitFor({ timeout: 1500 });
    await item.click({ delay: 50 });
    await item.waitFor({ state: 'hidden', timeout: 1500 });
  }, patience);
}

/** Takes the first entry of a list that is asked for, or the one with `text`. */
async function choose(window: DenoiseWindow, title: string, text = ''): Promise<void> {
  await window.page.locator('.quick-input-title').filter({ hasText: title }).waitFor();
  await window.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first().click();
}

story('adapting to images', opened => {
  it('two images, their menu and two choices start a training that shows what it does', async () => {
    const window = opened();
    await adaptByMenu(window, 'alone.png', 'photo_noisy.png');
    await choose(window, 'Training time', '20 minutes');
    await choose(window, 'Starting model');
    const { view } = window;
    await expect.poll(() => view.getByTestId('phase').textContent(), patience).toMatch(/^Training, \d+ %, .* left$/);
    expect(await view.getByTestId('figure-images').textContent()).toBe('2');
    await expect
      .poll(async () => numberIn(await view.getByTestId('figure-loss').textContent()), patience)
      .toBeGreaterThan(0);
    await expect.poll(() => view.locator('amsnet-sample canvas').count(), patience).toBe(3);
    await expect.poll(() => view.locator('amsnet-chart canvas').count()).toBe(1);
    await window.screenshot('training');
    expect(await violations(window)).toEqual([]);
  });

  it('goes on where it was after the window was loaded anew', async () => {
    const window = opened();
    const { view } = window;
    const step = async () => Number(/step (\d+)/.exec((await view.getByTestId('phase').textContent()) ?? '')?.[1]);
    await expect.poll(step, patience).toBeGreaterThan(15);
    const before = await step();
    await window.page.reload();
    await expect.poll(step, patience).toBeGreaterThan(0);
    expect(await step()).toBeGreaterThanOrEqual(before);
    await expect
      .poll(() => window.page.locator('#amsnet\\.amsnet-denoise\\.amsnet\\.training').textContent(), patience)
      .toMatch(/Training \d/);
    await window.screenshot('training-reloaded');
  });

  it('pauses, continues, stops, and the model is kept under a name', async () => {
    const window = opened();
    const { view } = window;
    await view.getByTestId('command-pause').click();
    await expect.poll(() => view.getByTestId('phase').textContent(), patience).toMatch(/^Paused/);
    await view.getByTestId('command-resume').click();
    await expect.poll(() => view.getByTestId('phase').textContent(), patience).toMatch(/^Training/);
    await view.getByTestId('command-stop').click();
    await expect.poll(() => view.getByTestId('phase').textContent(), patience).toMatch(/^Ended/);
    await window.screenshot('training-ended');
    await view.getByTestId('command-keep').click();
    const input = window.page.locator('.quick-input-widget input');
    await input.fill('from the window');
    await input.press('Enter');
    await expect.poll(() => view.getByTestId('phase').textContent(), patience).toContain('Kept as from the window');
  });

  it('the kept model is in the picker of the Denoise view', async () => {
    const window = opened();
    // Not one of those that are still selected: their menu is another.
    await window.denoiseByMenu('changing.png');
    await window.settled();
    await window.view.getByTestId('knob-model').click();
    await window.view.getByTestId('knob-model').getByText('from the window').last().click();
    await expect.poll(() => window.view.getByTestId('summary').textContent(), patience).toContain('from the window');
  });
});
