/** One object for each image: what `--json` prints, and what an index holds. The names are an interface. */
import type { Report, Score, Scores, SettingsChoice, StageName } from '../client/contract';
import * as z from 'zod';
import { AmsnetError, errorCodes } from '../core/errors';
import { type DenoiseSettings, settingTable } from '../core/settings';

/** The documented names of PSNR and SSIM of the stages that there is one of. */
const scoreFields = [
  ['result', 'psnr', 'ssim'],
  ['noisy', 'psnrNoisy', 'ssimNoisy'],
  ['union', 'unionPsnr', 'unionSsim'],
  ['refined', 'r3Psnr', 'r3Ssim'],
  ['single', 'singlePsnr', 'singleSsim'],
] as const satisfies readonly (readonly [StageName, string, string])[];

type ScoreFields = Readonly<Partial<Record<(typeof scoreFields)[number][1 | 2], number | null>>>;

export type DenoiseRecord = Omit<Report, 'scores'> &
  ScoreFields & {
    readonly settings: DenoiseSettings;
    readonly auto?: Pick<SettingsChoice, 'reason' | 'candidates' | 'seconds'>;
    readonly branches?: Score[];
  };

/** @param auto the choice of the settings, if they were chosen from the image; its noise is in the report */
export function toRecord(
  { scores, ...report }: Report,
  settings: DenoiseSettings,
  auto?: SettingsChoice,
): DenoiseRecord {
  return {
    ...report,
    ...(scores && toScoreFields(scores)),
    settings,
    ...(auto && { auto: { reason: auto.reason, candidates: auto.candidates, seconds: auto.seconds } }),
  };
}

function toScoreFields(scores: Scores): ScoreFields & Pick<DenoiseRecord, 'branches'> {
  const branches = branchScores(scores);
  const fields = scoreFields.flatMap(([stage, psnr, ssim]) => {
    const score = scores[stage];
    return score ? [[psnr, score.psnr] as const, [ssim, score.ssim] as const] : [];
  });
  return { ...(Object.fromEntries(fields) as ScoreFields), ...(branches.length > 0 && { branches }) };
}

/** The scores of the branches in their order. */
export function branchScores(scores: Scores): Score[] {
  const branches = Array.from({ length: settingTable.masks.max }, (_, i) => scores[`branch:${i}`]);
  return branches.filter(score => score !== undefined);
}

/** The object of an image that could not be done. */
export function toFailure(
  input: string,
  error: unknown,
  describeAction: (error: AmsnetError) => string | undefined = ({ action }) => action,
): { input: string; error: { code: string; message: string; action?: string } } {
  const known = error instanceof AmsnetError;
  const action = known ? describeAction(error) : undefined;
  return {
    input,
    error: {
      code: known ? error.code : 'engine/internal',
      message: error instanceof Error ? error.message : String(error),
      ...(action !== undefined && { action }),
    },
  };
}

const Failure = z.object({
  error: z.object({ code: z.enum(errorCodes), message: z.string(), action: z.string().optional() }),
});

/** The error that a record tells of. */
export function errorOf(record: unknown): AmsnetError | undefined {
  const failure = Failure.safeParse(record);
  if (!failure.success) return undefined;
  const { code, message, action } = failure.data.error;
  return new AmsnetError(code, message, action);
}
