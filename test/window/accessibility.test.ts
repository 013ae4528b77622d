import { expect, it } from 'vitest';
import { violations } from './axe';
import { story } from './story';

story('accessibility', opened => {
  for (const theme of ['Light Modern', 'Dark Modern', 'Dark High Contrast', 'Light High Contrast']) {
    it(`nothing is wrong in ${theme}`, async () => {
      const window = opened();
      if (theme === 'Light Modern') await window.denoiseByMenu('photo_noisy.png');
      await window.chooseTheme(theme);
      await window.settled();
      await window.screenshot(theme);
      await window.view.getByRole('img', { name: /^Noise level: [\d.]+ at brightness/ }).waitFor();
      await window.view.getByRole('img', { name: /^Correlation of the noise: [\d.-]+ with/ }).waitFor();
      expect(await violations(window)).toEqual([]);
    });
  }

  it('a view with an error is sound too', async () => {
    const window = opened();
    await window.denoiseByMenu('broken.png');
    await window.view.getByRole('alert').waitFor();
    expect(await violations(window)).toEqual([]);
  });

  it('every knob can be reached and moved by keys alone', async () => {
    const window = opened();
    await window.denoiseByMenu('alone.png');
    await window.settled();
    await window.view.getByTestId('panes').focus();
    const reached = new Set<string>();
    for (let i = 0; i < 60; i++) {
      await window.page.keyboard.press('Tab');
      const name = await window.view.locator('body').evaluate(body => {
        let element = body.ownerDocument.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        const host = element?.getRootNode();
        const labelled =
          element?.getAttribute('aria-label') ?? (host instanceof ShadowRoot ? host.host.getAttribute('label') : null);
        return labelled ?? '';
      });
      reached.add(name);
    }
    for (const knob of ['Model', 'Device', 'Preset', 'PD factor', 'Masks', 'Mask sets', 'Strength', 'Seed']) {
      expect([...reached]).toContain(knob);
    }
  });
});
