import type { Score, ViewState } from '../src/messages/view';
import { inputsOf, scoreKey } from '../src/messages/stage-key';
import type { PaneId } from './panes';

/** PSNR and SSIM of a pane, once they were measured against a reference. */
export function scoreOf(state: ViewState, id: PaneId): Score | undefined {
  const report = state.measured?.report;
  if (!report || !state.reference) return undefined;
  switch (id) {
    case 'noisy':
      return scored(report.psnrNoisy, report.ssimNoisy);
    case 'result':
      return scored(report.psnr, report.ssim);
    case 'union':
    case 'refined':
    case 'single':
      return report[id];
    case 'reference':
    case 'difference':
      return undefined;
    default:
      return report.branches?.at(Number(id.slice('branch:'.length)));
  }
}

/** Whether the score of a pane is that of the settings as they are now. */
export function isCurrent(state: ViewState, id: PaneId): boolean {
  const inputs = inputsOf(state);
  return id !== 'difference' && inputs !== undefined && state.measured?.keys[id] === scoreKey(id, inputs);
}

/** The pane with the highest PSNR, if there is one. */
export function bestOf(state: ViewState, ids: readonly PaneId[]): PaneId | undefined {
  const height = (id: PaneId) => {
    const psnr = scoreOf(state, id)?.psnr;
    return psnr === null ? Infinity : (psnr ?? -Infinity);
  };
  const best = ids.toSorted((a, b) => height(b) - height(a)).at(0);
  return best !== undefined && height(best) > -Infinity ? best : undefined;
}

function scored(psnr: number | null | undefined, ssim: number | null | undefined): Score | undefined {
  return psnr === undefined ? undefined : { psnr, ssim: ssim ?? null };
}
