import { readFile, stat } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  comparePairs,
  PairListError,
  pairsOf,
  parsePairs,
  wasMeasured,
  writePairs,
  type ComparedPair,
  type FilePair,
  type HowToCompare,
} from '../batch/folder-pairs';
import { indexExtensions, isIndex } from '../batch/index-file';
import type { Journal } from '../batch/journal';
import { isInShard, shardIndex, type Shard } from '../batch/shard';
import type { Engine, Score } from '../client/contract';
import { shortNumber } from '../client/image-formats';
import { pairOrders, sortedPairs, type PairOrder } from '../core/pair-order';
import { AmsnetError, firstLine } from '../core/errors';
import { openJournal } from './open-journal';
import { numberIn, peakOption, shardOption } from './options';
import { describeScore } from './report';
import { printJson, say, warn } from './say';
import { text } from './text';
import { padded, stringWidth } from './width';
import { exitFailure, withEngine } from './with-engine';

interface CompareOptions {
  readonly json?: true;
  readonly peak?: number;
  readonly page?: number;
  readonly pageB?: number;
  readonly minPsnr?: number;
  readonly minSsim?: number;
  readonly sort: PairOrder;
  readonly index?: string;
  readonly pairs?: string;
  readonly shard?: Shard;
  readonly skipExisting?: true;
  readonly force?: true;
}

/** `amsnet compare [a] [b]`: PSNR and SSIM of two images of the same size, of those of two folders by their names, or of a list. */
export function addCompare(program: Command): void {
  program
    .command('compare')
    .summary(text.compare.summary)
    .description(text.compare.description)
    .argument('[a]', text.compare.a)
    .argument('[b]', text.compare.b)
    .option('--pairs <file>', text.compare.pairs)
    .addOption(peakOption())
    .option('--page <n>', text.compare.page, pageNumber)
    .option('--page-b <n>', text.compare.pageB, pageNumber)
    .option('--min-psnr <dB>', text.compare.minPsnr, numberIn({ min: 0, max: 200, integer: false }))
    .option('--min-ssim <value>', text.compare.minSsim, numberIn({ min: -1, max: 1, integer: false }))
    .addOption(new Option('--sort <by>', text.compare.sort).choices(pairOrders).default('name'))
    .addOption(new Option('--index <file>', text.compare.index).argParser(indexFile))
    .option('--shard <K/N>', text.compare.shard, shardOption)
    .option('--skip-existing', text.compare.skipExisting)
    .option('--force', text.option.force)
    .option('--json', text.option.json)
    .action(async (a: string | undefined, b: string | undefined, options: CompareOptions, command: Command) => {
      const subject = await subjectOf(a, b, options);
      if (typeof subject === 'string') return command.error(text.error(subject));
      return withEngine(async (engine, signal) => {
        const failures =
          'pairs' in subject
            ? await compareAll(engine, subject, options, signal)
            : await compareFiles(engine, subject.a, subject.b, options, signal);
        for (const failure of failures) warn(text.error(failure));
        if (failures.length > 0) process.exitCode = exitFailure;
      });
    });
}

/** What is compared: two files, or pairs, with the names of both sides where these are folders. */
interface Files {
  readonly a: string;
  readonly b: string;
}
interface Pairs extends Partial<Files> {
  readonly pairs: readonly FilePair[];
}

/** @returns a sentence where the arguments and options name nothing that can be compared */
async function subjectOf(
  a: string | undefined,
  b: string | undefined,
  { pairs, shard, index, force, skipExisting }: CompareOptions,
): Promise<Files | Pairs | string> {
  if (skipExisting && force) return text.usage.exclusive('--skip-existing', '--force');
  if (skipExisting && index === undefined) return text.compare.needsIndex;
  if (pairs !== undefined) return a === undefined ? listed(pairs) : text.compare.listAlone;
  if (a === undefined || b === undefined) return text.compare.two;
  if ((await isFolder(a)) && (await isFolder(b))) return { a, b, pairs: await pairsOf(a, b) };
  return shard || skipExisting ? text.compare.needsMany : { a, b };
}

async function listed(list: string): Promise<Pairs | string> {
  try {
    return { pairs: parsePairs(await readFile(list, 'utf8')) };
  } catch (error) {
    if (!(error instanceof PairListError)) return text.compare.listUnreadable(list, firstLine(error));
    const { line, isDouble } = error;
    return isDouble ? text.compare.listedTwice(list, line) : text.compare.noPair(list, line);
  }
}

const pageNumber = numberIn({ min: 1, max: 1e6, integer: true });

/** People count pages from 1. */
function howTo({ peak, page, pageB }: CompareOptions): HowToCompare {
  const pages =
    page === undefined && pageB === undefined ? {} : { page: (page ?? 1) - 1, referencePage: (pageB ?? page ?? 1) - 1 };
  return { ...pages, ...(peak === undefined ? {} : { peak }) };
}

/** @returns a sentence for each limit that is not kept */
async function compareFiles(
  engine: Engine,
  a: string,
  b: string,
  options: CompareOptions,
  signal: AbortSignal,
): Promise<string[]> {
  const score = await engine.request('compare', { image: a, reference: b, ...howTo(options) }, { signal });
  if (options.json) printJson({ a, b, ...score });
  else say(...describeScore(score));
  for (const note of score.notes) warn(text.note(note));
  return belowLimits(score, options);
}

/** @returns a sentence for each pair that is incomplete, could not be measured or is below a limit */
async function compareAll(
  engine: Engine,
  subject: Pairs,
  options: CompareOptions,
  signal: AbortSignal,
): Promise<string[]> {
  const { shard, force, sort, json } = options;
  const pairs = shard ? subject.pairs.filter(({ name }) => isInShard({ path: name }, shard)) : subject.pairs;
  if (shard) warn(text.note(text.compare.ofShard(pairs.length, subject.pairs.length, shard.number, shard.count)));
  const index = shard && options.index !== undefined ? shardIndex(options.index, shard) : options.index;
  const how = howTo(options);
  const journal = index === undefined ? undefined : await pairsJournal(index, how, options);
  const compared: ComparedPair[] = [];
  try {
    await journal?.setPlan({ how, ...(shard && { shard, inputs: pairs.map(({ name }) => name) }) });
    for await (const pair of comparePairs(engine, pairs, how, journal, signal)) compared.push(pair);
    if (index !== undefined)
      await writePairs(index, sortedPairs(compared, sort), force === true || options.skipExisting === true);
    // Reports of parts are made of it.
    if (!shard) await journal?.remove();
  } finally {
    await journal?.close();
  }
  const sorted = sortedPairs(compared, sort);
  const width = Math.max(0, ...sorted.map(({ name }) => stringWidth(name)));
  for (const pair of sorted) {
    if (json) printJson(pair);
    else say(`${padded(pair.name, width)}  ${describePair(pair)}`);
  }
  if (subject.pairs.length === 0) return [text.compare.noImages];
  return sorted.flatMap(pair => {
    if (pair.state === 'missing')
      return [text.compare.missing(pair.name, (pair.a === undefined ? subject.a : subject.b) ?? '')];
    if (pair.state === 'failed') return [pair.error?.message ?? pair.name];
    return belowLimits(pair, options).map(failure => text.compare.ofPair(pair.name, failure));
  });
}

/** @throws {AmsnetError} output/exists where the index, or a journal of other numbers, is there already */
async function pairsJournal(
  index: string,
  how: HowToCompare,
  { force, skipExisting }: CompareOptions,
): Promise<Journal> {
  const journal = await openJournal(index, force ? 'replace' : skipExisting ? 'skip' : 'fail');
  if (journal.plan === undefined || wasMeasured(journal, how)) return journal;
  await journal.close();
  throw new AmsnetError('output/exists', ...text.compare.otherwise(index));
}

function describePair({ state, a, psnr, ssim, maxDifference = 0 }: ComparedPair): string {
  if (state === 'missing') return a === undefined ? text.compare.onlyB : text.compare.onlyA;
  if (state === 'failed') return text.compare.failed;
  return text.compare.row(psnr?.toFixed(2), ssim?.toFixed(4), shortNumber(maxDifference));
}

/** Equal images have no PSNR: it is infinite. Images that are smaller than SSIM's window have no SSIM. */
function belowLimits(
  { psnr, ssim }: Partial<Score>,
  { minPsnr = -Infinity, minSsim = -Infinity }: CompareOptions,
): string[] {
  return [
    ...(typeof psnr === 'number' && psnr < minPsnr ? [text.compare.psnrBelow(psnr.toFixed(2), minPsnr)] : []),
    ...((ssim ?? -Infinity) < minSsim ? [text.compare.ssimBelow(ssim?.toFixed(4), minSsim)] : []),
  ];
}

function indexFile(path: string): string {
  if (isIndex(path)) return path;
  throw new InvalidArgumentError(text.compare.indexKind(indexExtensions));
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
