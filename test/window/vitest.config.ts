import { defineConfig } from 'vitest/config';

/** One real VS Code for all the files, one after the other: they share its window's size and its extension host. */
export default defineConfig({
  test: {
    name: 'window',
    // Of a package only whether its pages, models and libraries are there: its programs are those of the source tree.
    include: [process.env.E2E_VSIX === undefined ? 'test/window/**/*.test.ts' : 'test/window/denoise.test.ts'],
    globalSetup: ['test/window/server.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
