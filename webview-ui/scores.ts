import type { Score, ViewState } from '../src/messages/view';
import { inputsOf, scoreKey } from '../src/messages/stage-key';
import type { PaneId } from './panes';

/** PSNR and SSIM of a pane, once they were measured against a reference. */
export function scoreOf(state: ViewState, id: PaneId): Score | undefined {
  return state.reference && id !== 'difference' ? state.measured?.report.scores?.[id] : undefined;
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
