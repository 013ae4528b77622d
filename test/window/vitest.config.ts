import { defineConfig } from 'vitest/config';

/** One real VS Code for all the files, one after the other: they share its window's size and its extension host. */
export default defineConfig({
  test: {
    name: 'window',
    include: ['test/window/**/*.test.ts'],
    // `npm start` is about the source tree.
    exclude: process.env.E2E_VSIX === undefined ? [] : ['test/window/start.test.ts'],
    globalSetup: ['test/window/server.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
