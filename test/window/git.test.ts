import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import type { DenoiseWindow } from './denoise-window';
import { story } from './story';

const patience = { timeout: 60_000 };

/** What stands side by side, once there is as much as `wanted`. */
async function headings(window: DenoiseWindow, ...wanted: readonly RegExp[]): Promise<void> {
  const shown = () => window.view.getByTestId('panes').getByRole('heading').allTextContents();
  await expect.poll(shown, patience).toEqual(wanted.map(each => expect.stringMatching(each) as string));
}

story(
  'versions of Git',
  opened => {
    it('a changed image of the source control view is compared with the last commit', async () => {
      const window = opened();
      await window.page.getByRole('tab', { name: /^Source Control/ }).click();
      await window.chooseFrom('Compare Image Changes', window.changedFile('photo.png'));
      await headings(window, /^photo\.png \(HEAD\)$/, /^photo\.png$/);
      await window.view
        .getByTestId('compared-1')
        .getByText(/^\d+ of 255$/)
        .waitFor();
      await window.screenshot('git - source control');
    });

    it('what is committed meanwhile is shown at once', async () => {
      const window = opened();
      const facts = window.view.getByTestId('compared-1');
      expect(await facts.textContent()).toMatch(/2\d\.\d\d dB/);
      const folder = inject('repositoryFolder');
      execFileSync('git', ['commit', '--quiet', '-a', '-m', 'second'], { cwd: folder });
      await facts.getByText('∞ dB').waitFor();
      copyFileSync(path.join(inject('workspace'), 'photo_clean.png'), path.join(folder, 'photo.png'));
      await facts.getByText(/2\d\.\d\d dB/).waitFor();
    });

    it('a commit of the timeline is compared with the one before', async () => {
      const window = opened();
      await window.page.getByRole('tab', { name: /^Explorer/ }).click();
      await window.row('photo.png').dblclick();
      await window.page.getByRole('button', { name: /^Timeline/ }).click();
      await window.chooseFrom('Compare Image Changes', window.page.locator('.timeline-tree-view').getByText('second'));
      await headings(window, /^photo\.png \([0-9a-f]{8}\)$/, /^photo\.png \([0-9a-f]{8}\)$/);
      await window.screenshot('git - timeline');
    });
  },
  () => inject('repository'),
);
