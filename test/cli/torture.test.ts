import { expect, test } from 'vitest';
import { torture } from './torture';

test(
  'damaged files and killed batches cost nothing (the short form of npm run torture)',
  { timeout: 120_000 },
  async () => {
    const { wrong, mutants, rounds } = await torture({ rounds: 3, mutants: 54, seed: 5 });
    expect(wrong).toEqual([]);
    expect([mutants, rounds]).toEqual([54, 3]);
  },
);
