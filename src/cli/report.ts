/** What the command line prints: JSON Lines for scripts, short aligned lines for people. */
import type { Report, Score } from '../client/contract';
import { AmsnetError } from '../core/errors';
import type { DenoiseSettings } from '../core/settings';

/** One object on standard output for one finished image. The names are an interface: scripts rely on them. */
export function toRecord(report: Report, settings: DenoiseSettings): Record<string, unknown> {
  const { branches, union, refined, ...rest } = report;
  return {
    ...rest,
    ...(branches && { branches }),
    ...(union && { unionPsnr: union.psnr, unionSsim: union.ssim }),
    ...(refined && { r3Psnr: refined.psnr, r3Ssim: refined.ssim }),
    settings,
  };
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
    row('image', `${report.width} x ${report.height}`),
    row('model', `${report.model}, ${describeSettings(settings)}`),
    row(
      'device',
      `${report.device} (${report.provider}), ${report.seconds.toFixed(1)} s, ${count(report.passes, 'pass', 'passes')}`,
    ),
    row('noise', `sigma ${report.noise.sigma.toFixed(4)}, correlation ${report.noise.correlation.map(two).join(' ')}`),
    row('change', `${report.difference.toFixed(4)} (root mean square difference from noisy input)`),
  ];
  if (report.psnr !== undefined && report.psnrNoisy !== undefined) {
    lines.push(row('PSNR', `${decibel(report.psnrNoisy)} noisy -> ${decibel(report.psnr)} dB`));
    lines.push(row('SSIM', `${similarity(report.ssimNoisy)} noisy -> ${similarity(report.ssim)}`));
  }
  const stages = describeStages(report);
  if (stages.length > 0) lines.push(row('stages', stages.join(', ')));
  return lines.join('\n');
}

export function describeScore(score: Score): string {
  return [`PSNR  ${decibel(score.psnr)} dB`, `SSIM  ${similarity(score.ssim)}`].join('\n');
}

function describeStages({ branches, union, refined }: Report): string[] {
  return [
    ...(branches ?? []).map((branch, i) => `branch ${i + 1} ${decibel(branch.psnr)}`),
    ...(union ? [`combined ${decibel(union.psnr)}`] : []),
    ...(refined ? [`R3 ${decibel(refined.psnr)}`] : []),
  ];
}

function describeSettings(settings: DenoiseSettings): string {
  const strength = settings.strength < 1 ? [`strength ${settings.strength}`] : [];
  if (settings.mode === 'single-pass') return ['single pass', ...strength].join(', ');
  return [
    `${settings.masks} masks`,
    ...(settings.maskSets > 1 ? [`${settings.maskSets} mask sets`] : []),
    ...(settings.combine === 'weighted' ? ['weighted'] : []),
    `PD ${settings.pdFactor}`,
    settings.r3Ratio > 0 ? `R3 ${settings.r3Ratio} x ${settings.r3Count}` : 'no R3',
    ...strength,
  ].join(', ');
}

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

function similarity(ssim: number | null | undefined): string {
  return typeof ssim === 'number' ? ssim.toFixed(4) : 'not defined';
}
