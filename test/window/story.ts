import { afterAll, afterEach, beforeAll, beforeEach, describe, inject } from 'vitest';
import { DenoiseWindow } from './denoise-window';

/**
 * Tests in one window, each beginning where the one before it ended: after a failure the rest would only wait for what
 * cannot come. The window is photographed as it failed.
 * @param tell declares the tests; `window()` is for their bodies
 */
export function story(
  title: string,
  tell: (window: () => DenoiseWindow) => void,
  address = () => inject('address'),
): void {
  describe(title, () => {
    let window: DenoiseWindow | undefined;
    let failed: string | undefined;
    const opened = () => {
      if (!window) throw new Error('the window did not open');
      return window;
    };
    beforeAll(async () => {
      window = await DenoiseWindow.open(address());
    });
    afterAll(() => window?.close());
    beforeEach(() => {
      if (failed !== undefined) throw new Error(`"${failed}" has failed before`);
    });
    afterEach(async ({ task }) => {
      if (task.result?.state !== 'fail' || failed !== undefined) return;
      failed = task.name;
      await opened().screenshot(`failed - ${task.name}`);
    });
    tell(opened);
  });
}
