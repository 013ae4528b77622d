import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { writePairs } from '../batch/folder-pairs';
import { indexExtensions, isIndex, writeIndex } from '../batch/index-file';
import type { Row } from '../batch/journal';
import { mergeShards } from '../batch/merge-shards';
import { existsAlready } from '../files/save';
import { printJson, say, warn } from './say';
import { text } from './text';
import { exitFailure } from './with-engine';

/** No list on a terminal is longer; JSON has all of it. */
const shown = 10;

/** `amsnet merge-reports <index>`: the reports of `--shard` as one. */
export function addMergeReports(program: Command): void {
  program
    .command('merge-reports')
    .summary(text.merge.summary)
    .description(text.merge.description)
    .argument('<index>', text.merge.index)
    .option('--force', text.option.force)
    .option('--json', text.option.json)
    .action(async (index: string, options: { json?: true; force?: true }, command: Command) => {
      if (!isIndex(index)) command.error(text.error(text.usage.indexExtension(indexExtensions)));
      if (options.force !== true && existsSync(index)) throw existsAlready(index);
      const { rows, arePairs, count, missingShards, missing, double } = await mergeShards(index);
      if (arePairs) await writePairs(index, sortedRecords(rows), options.force ?? false);
      else await writeIndex(index, rows, options.force ?? false);
      const inState = (state: string) => rows.filter(row => row.state === state).length;
      const states = { done: inState('done'), skipped: inState('skipped'), failed: inState('failed') };
      if (options.json) {
        printJson({ index, shards: count, ...states, missingShards, missing, double });
      } else {
        say((arePairs ? text.merge.compared : text.merge.done)(index, count, states));
        if (missingShards.length > 0) warn(text.merge.missingShards(missingShards, count));
        list(missing, text.merge.missing);
        list(double, text.merge.double);
      }
      if (missingShards.length + missing.length + double.length + states.failed > 0) process.exitCode = exitFailure;
    });
}

function sortedRecords(rows: readonly Row[]): Row['record'][] {
  return rows.toSorted((one, other) => (one.input < other.input ? -1 : 1)).map(({ record }) => record);
}

function list(paths: readonly string[], describe: (path: string) => string): void {
  for (const path of paths.slice(0, shown)) warn(describe(path));
  if (paths.length > shown) warn(text.merge.more(paths.length - shown));
}
