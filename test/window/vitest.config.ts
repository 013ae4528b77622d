import { defineConfig } from 'vitest/config';

/**
 * What packaging can break: models, native libraries, the pages' bundles, their texts. The other files look at the same page, and
 * at the source tree.
 */
const ofThePackage = ['denoise', 'reference', 'restricted'];

/** One real VS Code for all the files, one after the other: they share its window's size and its extension host. */
export default defineConfig({
  test: {
    name: 'window',
    include:
      process.env.E2E_VSIX === undefined
        ? ['test/window/**/*.test.ts']
        : ofThePackage.map(name => `test/window/${name}.test.ts`),
    globalSetup: ['test/window/server.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
