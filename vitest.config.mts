import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Whatever a test loads, and however: before any module of its own.
process.env.ORT_DISABLE_TELEMETRY = '1';
// Whatever the language of the machine.
process.env.AMSNET_LANGUAGE = 'en';

/** Unit tests need the sources alone; those of the command line run the built program. Only VS Code has `vscode`. */
const project = (name: string) => ({
  resolve: { alias: { vscode: join(import.meta.dirname, 'test/unit/vscode.ts') } },
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 60_000, hookTimeout: 60_000 },
});

// Two even on two cores, which is one more than Vitest takes there: many tests wait for a process of their own.
const maxWorkers = Math.max(2, availableParallelism() - 1);

export default defineConfig({ test: { maxWorkers, projects: [project('unit'), project('cli')] } });
