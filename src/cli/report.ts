/** What the command line prints: JSON Lines for scripts, short aligned lines for people. */
import type { Peak, Report, Score, Scores, StageName } from '../client/contract';
import { shortNumber } from '../client/image-formats';
import { AmsnetError } from '../core/errors';
import { type DenoiseSettings, rowOf, settingNames, settingTable } from '../core/settings';

/** One object on standard output for one finished image. The names are an interface: scripts rely on them. */
export function toRecord({ scores, ...report }: Report, settings: DenoiseSettings): Record<string, unknown> {
  return { ...report, ...(scores && toScoreFields(scores)), settings };
}

/** The documented names of PSNR and SSIM of the stages that there is one of. */
const scoreFields = [
  ['result', 'psnr', 'ssim'],
  ['noisy', 'psnrNoisy', 'ssimNoisy'],
  ['union', 'unionPsnr', 'unionSsim'],
  ['refined', 'r3Psnr', 'r3Ssim'],
  ['single', 'singlePsnr', 'singleSsim'],
] as const satisfies readonly (readonly [StageName, string, string])[];

function toScoreFields(scores: Scores): Record<string, unknown> {
  const branches = branchScores(scores);
  const fields = scoreFields.flatMap(([stage, psnr, ssim]) => {
    const score = scores[stage];
    return score ? [[psnr, score.psnr] as const, [ssim, score.ssim] as const] : [];
  });
  return { ...Object.fromEntries(fields), ...(branches.length > 0 && { branches }) };
}

/** The scores of the branches in their order. */
function branchScores(scores: Scores): Score[] {
  const branches = Array.from({ length: settingTable.masks.max }, (_, i) => scores[`branch:${i}`]);
  return branches.filter(score => score !== undefined);
}

/** One object on standard output for one image that could not be done. */
export function toFailure(input: string, error: unknown): Record<string, unknown> {
  const known = error instanceof AmsnetError;
  return {
    input,
    error: {
      code: known ? error.code : 'engine/internal',
      message: error instanceof Error ? error.message : String(error),
      ...(known && error.action !== undefined && { action: recoveryAction(error) }),
    },
  };
}

/** What happened and the recovery action, for people. */
export function explain(error: unknown): string {
  if (!(error instanceof AmsnetError)) return `error: ${error instanceof Error ? error.message : String(error)}`;
  return `error: ${error.message}${error.action === undefined ? '' : ` ${recoveryAction(error)}`}`;
}

/** The engine does not know by what name its users allow something. */
function recoveryAction({ code, action }: AmsnetError): string | undefined {
  return code === 'output/exists' ? action?.replace('allow overwriting', 'allow overwriting with --force') : action;
}

/** The lines for one finished image. */
export function describe(report: Report, settings: DenoiseSettings): string {
  const lines = [
    `${report.input} -> ${report.output ?? '(not written)'}`,
    row('image', describeImage(report)),
    row('model', `${report.model}, ${describeSettings(settings)}`),
    row(
      'device',
      `${report.device} (${report.provider}), ${report.seconds.toFixed(1)} s, ${count(report.passes, 'pass', 'passes')}`,
    ),
    row('noise', `sigma ${report.noise.sigma.toFixed(4)}, correlation ${report.noise.correlation.map(two).join(' ')}`),
    row('change', `${report.difference.toFixed(4)} (root mean square difference from noisy input)`),
  ];
  const { result, noisy } = report.scores ?? {};
  if (result && noisy) {
    const { peak, peakBasis } = report;
    const relativeTo = peak !== undefined && peakBasis !== undefined ? describePeak({ peak, peakBasis }) : undefined;
    lines.push(row('PSNR', `${decibel(noisy.psnr)} noisy -> ${decibel(result.psnr)} dB`));
    if (relativeTo !== undefined) lines.push(row('peak', relativeTo));
    lines.push(row('SSIM', `${similarity(noisy.ssim)} noisy -> ${similarity(result.ssim)}`));
  }
  const stages = describeStages(report.scores ?? {});
  if (stages.length > 0) lines.push(row('stages', stages.join(', ')));
  return lines.join('\n');
}

export function describeScore(score: Score & Peak & { readonly pages: number }): string {
  const lines = [`PSNR  ${decibel(score.psnr)} dB`, `SSIM  ${similarity(score.ssim)}`];
  const peak = describePeak(score);
  if (peak !== undefined) lines.push(`peak  ${peak}`);
  if (score.pages > 1) lines.push(`pages ${score.pages}`);
  return lines.join('\n');
}

const peakBases: Readonly<Record<Peak['peakBasis'], string>> = {
  depth: 'depth of the file',
  unit: 'unit range',
  data: 'range of the reference',
  given: 'as given',
};

/** Undefined for 8 bit, where nobody asks. */
function describePeak({ peak, peakBasis }: Peak): string | undefined {
  return peakBasis === 'depth' && peak === 255 ? undefined : `${shortNumber(peak)} (${peakBases[peakBasis]})`;
}

function describeImage({ width, height, pages }: Report): string {
  return `${width} x ${height}${pages > 1 ? `, ${pages} pages` : ''}`;
}

function describeStages(scores: Scores): string[] {
  const { union, refined } = scores;
  return [
    ...branchScores(scores).map((branch, i) => `branch ${i + 1} ${decibel(branch.psnr)}`),
    ...(union ? [`combined ${decibel(union.psnr)}`] : []),
    ...(refined ? [`R3 ${decibel(refined.psnr)}`] : []),
  ];
}

/** `4 masks, 2 mask sets, weighted, PD 2, R3 0.16 x 8, strength 0.5`: what makes this job what it is. */
function describeSettings(settings: DenoiseSettings): string {
  const { mode, masks, maskSets, combine, pdFactor, r3Ratio, r3Count } = settings;
  const others = settingNames
    .filter(name => !described.some(each => each === name) && settings[name] !== rowOf(name).default)
    .map(name => `${rowOf(name).label.toLowerCase()} ${settings[name]}`);
  if (mode === 'single-pass') return ['single pass', ...(pdFactor > 1 ? [`PD ${pdFactor}`] : []), ...others].join(', ');
  return [
    `${masks} masks`,
    ...(maskSets > 1 ? [`${maskSets} mask sets`] : []),
    ...(combine === 'weighted' ? ['weighted'] : []),
    `PD ${pdFactor}`,
    r3Ratio > 0 ? `R3 ${r3Ratio} x ${r3Count}` : 'no R3',
    ...others,
  ].join(', ');
}

/** Settings with words of their own; a seed says nothing to people. */
const described = ['mode', 'pdFactor', 'masks', 'maskSets', 'combine', 'r3Ratio', 'r3Count', 'seed'] as const;

function row(name: string, value: string): string {
  return `  ${name.padEnd(6)}  ${value}`;
}

function count(value: number, one: string, many: string): string {
  return `${value} ${value === 1 ? one : many}`;
}

function two(value: number): string {
  return value.toFixed(2);
}

function decibel(psnr: number | null): string {
  return psnr === null ? 'infinite' : psnr.toFixed(2);
}

function similarity(ssim: number | null): string {
  return ssim === null ? 'not defined' : ssim.toFixed(4);
}
