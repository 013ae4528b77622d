import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { root } from '../e2e/paths';
import { startServer, type Server } from '../e2e/server';
import { story } from './story';

let server: Server;
beforeAll(async () => {
  server = await startServer({ restricted: true });
});
afterAll(() => server.stop());

story(
  'a workspace that is not trusted',
  opened => {
    it('is denoised with the bundled models, and offers no other', async () => {
      const window = opened();
      await window.page.getByText('Restricted Mode').first().waitFor();
      await window.denoiseByMenu('alone.png');
      await window.settled();
      await window.screenshot('restricted');
      await expect(window.view.getByRole('button', { name: 'Choose Model File' }).count()).resolves.toBe(0);
      await window.runCommand('AMSNet: Choose Model...');
      const rows = window.page.locator('.quick-input-list .monaco-list-row');
      await rows.first().waitFor();
      await expect(rows.filter({ hasText: 'ONNX File' }).count()).resolves.toBe(0);
    });
  },
  () => server.address({ folder: inject('workspace'), extension: root }),
);
