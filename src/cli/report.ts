/** What the command line prints: JSON Lines for scripts, short aligned lines for people. */
import { branchScores, toFailure as failureOf } from '../batch/record';
import type { Peak, Report, Score, Scores } from '../client/contract';
import { shortNumber } from '../client/image-formats';
import { AmsnetError } from '../core/errors';
import { type DenoiseSettings, rowOf, settingNames } from '../core/settings';
import { text } from './text';
import { padded } from './width';

const words = text.report;
const { rows } = words;

/** One object on standard output for one image that could not be done. */
export function toFailure(input: string, error: unknown): ReturnType<typeof failureOf> {
  return failureOf(input, error, recoveryAction);
}

/** What happened and the recovery action, for people. */
export function explain(error: unknown): string {
  if (!(error instanceof AmsnetError)) return text.error(error instanceof Error ? error.message : String(error));
  const action = recoveryAction(error);
  return text.error(action === undefined ? error.message : text.sentences(error.message, action));
}

function recoveryAction({ code, action }: AmsnetError): string | undefined {
  return code === 'output/exists' && action !== undefined ? text.withForce(action) : action;
}

/** The lines for one finished image. */
export function describe(report: Report, settings: DenoiseSettings): string[] {
  const lines = [
    words.written(report.input, report.output),
    row(rows.image, words.size(report.width, report.height, report.pages)),
    row(rows.model, words.list([report.model, describeSettings(settings)])),
    row(rows.device, words.run(report.device, report.provider, report.seconds, report.passes)),
    row(rows.noise, words.noise(report.noise.sigma.toFixed(4), report.noise.correlation.map(two).join(' '))),
    row(rows.change, words.change(report.difference.toFixed(4))),
  ];
  if (report.noiseLeft !== undefined) lines.push(row(rows.left, words.noiseLeft((100 * report.noiseLeft).toFixed(1))));
  const { result, noisy } = report.scores ?? {};
  if (result && noisy) {
    const { peak, peakBasis } = report;
    const relativeTo = peak !== undefined && peakBasis !== undefined ? describePeak({ peak, peakBasis }) : undefined;
    lines.push(row(rows.psnr, words.decibels(words.gain(decibel(noisy.psnr), decibel(result.psnr)))));
    if (relativeTo !== undefined) lines.push(row(rows.peak, relativeTo));
    lines.push(row(rows.ssim, words.gain(similarity(noisy.ssim), similarity(result.ssim))));
  }
  const stages = describeStages(report.scores ?? {});
  if (stages.length > 0) lines.push(row(rows.stages, words.list(stages)));
  return lines;
}

export function describeScore(score: Score & Peak & { readonly pages: number }): string[] {
  const line = (name: string, value: string | number) => `${padded(name, 5)} ${value}`;
  const lines = [line(rows.psnr, words.decibels(decibel(score.psnr))), line(rows.ssim, similarity(score.ssim))];
  const peak = describePeak(score);
  if (peak !== undefined) lines.push(line(rows.peak, peak));
  if (score.pages > 1) lines.push(line(rows.pages, score.pages));
  return lines;
}

/** Undefined for 8 bit, where nobody asks. */
function describePeak({ peak, peakBasis }: Peak): string | undefined {
  return peakBasis === 'depth' && peak === 255 ? undefined : words.peak(shortNumber(peak), peakBasis);
}

function describeStages(scores: Scores): string[] {
  const { union, refined } = scores;
  return [
    ...branchScores(scores).map((branch, i) => words.branch(i + 1, decibel(branch.psnr))),
    ...(union ? [words.combined(decibel(union.psnr))] : []),
    ...(refined ? [words.r3(decibel(refined.psnr))] : []),
  ];
}

/** `4 masks, 2 mask sets, weighted, PD 2, R3 0.16 x 8, strength 0.5`: what makes this job what it is. */
function describeSettings(settings: DenoiseSettings): string {
  const { mode, masks, maskSets, combine, pdFactor, r3Ratio, r3Count } = settings;
  const others = settingNames
    .filter(name => !described.some(each => each === name) && settings[name] !== rowOf(name).default)
    .map(name => words.setting(rowOf(name).label, settings[name]));
  if (mode === 'single-pass')
    return words.list([words.singlePass, ...(pdFactor > 1 ? [words.pd(pdFactor)] : []), ...others]);
  return words.list([
    words.masks(masks),
    ...(maskSets > 1 ? [words.maskSets(maskSets)] : []),
    ...(combine === 'weighted' ? [words.weighted] : []),
    words.pd(pdFactor),
    r3Ratio > 0 ? words.repetitions(r3Ratio, r3Count) : words.noR3,
    ...others,
  ]);
}

/** Settings with words of their own; a seed says nothing to people. */
const described = ['mode', 'pdFactor', 'masks', 'maskSets', 'combine', 'r3Ratio', 'r3Count', 'seed'] as const;

function row(name: string, value: string): string {
  return `  ${padded(name, 6)}  ${value}`;
}

function two(value: number): string {
  return value.toFixed(2);
}

function decibel(psnr: number | null): string {
  return psnr === null ? words.infinite : psnr.toFixed(2);
}

function similarity(ssim: number | null): string {
  return ssim === null ? words.undefinedScore : ssim.toFixed(4);
}
