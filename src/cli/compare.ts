import { stat } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { comparePair, pairsOf, writePairs, type ComparedPair, type HowToCompare } from '../batch/folder-pairs';
import { indexExtensions, isIndex } from '../batch/index-file';
import type { Engine, Score } from '../client/contract';
import { shortNumber } from '../client/image-formats';
import { pairOrders, sortedPairs, type PairOrder } from '../core/pair-order';
import { numberIn, peakOption } from './options';
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
  readonly force?: true;
}

/** `amsnet compare <a> <b>`: PSNR and SSIM of two images of the same size, or of the images of two folders by their names. */
export function addCompare(program: Command): void {
  program
    .command('compare')
    .summary(text.compare.summary)
    .description(text.compare.description)
    .argument('<a>', text.compare.a)
    .argument('<b>', text.compare.b)
    .addOption(peakOption())
    .option('--page <n>', text.compare.page, pageNumber)
    .option('--page-b <n>', text.compare.pageB, pageNumber)
    .option('--min-psnr <dB>', text.compare.minPsnr, numberIn({ min: 0, max: 200, integer: false }))
    .option('--min-ssim <value>', text.compare.minSsim, numberIn({ min: -1, max: 1, integer: false }))
    .addOption(new Option('--sort <by>', text.compare.sort).choices(pairOrders).default('name'))
    .addOption(new Option('--index <file>', text.compare.index).argParser(indexFile))
    .option('--force', text.option.force)
    .option('--json', text.option.json)
    .action((a: string, b: string, options: CompareOptions) =>
      withEngine(async (engine, signal) => {
        const [first, second] = await Promise.all([a, b].map(isFolder));
        const compare = first && second ? compareFolders : compareFiles;
        const failures = await compare(engine, a, b, options, signal);
        for (const failure of failures) warn(text.error(failure));
        if (failures.length > 0) process.exitCode = exitFailure;
      }),
    );
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
async function compareFolders(
  engine: Engine,
  a: string,
  b: string,
  options: CompareOptions,
  signal: AbortSignal,
): Promise<string[]> {
  const compared: ComparedPair[] = [];
  for (const pair of await pairsOf(a, b)) compared.push(await comparePair(engine, pair, howTo(options), signal));
  const sorted = sortedPairs(compared, options.sort);
  if (options.index !== undefined) await writePairs(options.index, sorted, options.force === true);
  const width = Math.max(0, ...sorted.map(({ name }) => stringWidth(name)));
  for (const pair of sorted) {
    if (options.json) printJson(pair);
    else say(`${padded(pair.name, width)}  ${describePair(pair)}`);
  }
  if (sorted.length === 0) return [text.compare.noImages];
  return sorted.flatMap(pair => {
    if (pair.state === 'missing') return [text.compare.missing(pair.name, pair.a === undefined ? a : b)];
    if (pair.state === 'failed') return [pair.error?.message ?? pair.name];
    return belowLimits(pair, options).map(failure => text.compare.ofPair(pair.name, failure));
  });
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
