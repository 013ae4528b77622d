import type { Score, StageName, ViewState } from '../src/messages/view';
import { inputsOf, scoreKey } from '../src/messages/stage-key';

/** PSNR and SSIM of a stage, once they were measured against a reference. */
export function scoreOf(state: ViewState, stage: StageName): Score | undefined {
  return state.reference ? state.measured?.report.scores?.[stage] : undefined;
}

/** Whether the score of a stage is that of the settings as they are now. */
export function isCurrent(state: ViewState, stage: StageName): boolean {
  const inputs = inputsOf(state);
  return inputs !== undefined && state.measured?.keys[stage] === scoreKey(stage, inputs);
}

/** The stage with the highest PSNR, if there is one. */
export function bestOf(state: ViewState, stages: readonly StageName[]): StageName | undefined {
  const height = (stage: StageName) => {
    const psnr = scoreOf(state, stage)?.psnr;
    return psnr === null ? Infinity : (psnr ?? -Infinity);
  };
  const best = stages.toSorted((a, b) => height(b) - height(a)).at(0);
  return best !== undefined && height(best) > -Infinity ? best : undefined;
}
