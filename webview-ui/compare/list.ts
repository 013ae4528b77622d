import type { Pane, PaneId } from '../panes/pane';
import { text } from '../text';
import { difference } from './difference';
import { flip } from './flip';
import type { CompareMode } from './mode';
import { onionSkin } from './onion-skin';
import { swipe, swipeDown } from './swipe';

export const compareModes: readonly CompareMode[] = [swipe, swipeDown, flip, onionSkin, difference];

/** How two panes are compared; kept with the rest of how the view is looked at. */
export interface Comparison {
  /** Of a `CompareMode`; `side` for panes side by side, or `maskGrid`. */
  readonly mode: string;
  readonly first: PaneId;
  readonly second: PaneId;
  /** 0..1: where the divider is, or how much the second pane covers the first. */
  readonly share: number;
}

export const sideBySide: Comparison = { mode: 'side', first: 'noisy', second: 'result', share: 0.5 };

/** Every branch beside the others, whatever else is shown side by side. */
export const maskGrid = 'masks';

/** The panes of the mask grid; none where the image goes through the network without masks. */
export function branchesIn(panes: readonly Pane[]): readonly Pane[] {
  return panes.filter(({ id }) => id.startsWith('branch:'));
}

/** What can be chosen for these panes, in the order in which C goes through them. */
export function choicesFor(panes: readonly Pane[]): readonly (readonly [id: string, label: string])[] {
  return [
    [sideBySide.mode, text.compare.sideBySide],
    ...(branchesIn(panes).length > 0 ? [[maskGrid, text.compare.maskGrid] as const] : []),
    ...compareModes.map(({ id, label }) => [id, label] as const),
  ];
}

export function modeOf({ mode }: Comparison): CompareMode | undefined {
  return compareModes.find(({ id }) => id === mode);
}

/**
 * The panes that are compared: as chosen while both are there, else what was done to the image, else the first two.
 * Undefined side by side.
 */
export function comparedPanes(comparison: Comparison, panes: readonly Pane[]): readonly [Pane, Pane] | undefined {
  if (!modeOf(comparison)) return undefined;
  const named = (wished: PaneId, fallback: PaneId) =>
    panes.find(({ id }) => id === wished) ?? panes.find(({ id }) => id === fallback);
  const first = named(comparison.first, sideBySide.first) ?? panes.at(0);
  const second = named(comparison.second, sideBySide.second) ?? panes.find(pane => pane !== first);
  return first && second ? [first, second] : undefined;
}

/** A comparison out of what an earlier page, perhaps of an earlier version, has stored. */
export function restoredComparison(stored: unknown): Comparison {
  if (typeof stored !== 'object' || stored === null) return sideBySide;
  const { mode, first, second, share } = stored as Partial<Record<keyof Comparison, unknown>>;
  return {
    mode: [maskGrid, ...compareModes.map(({ id }) => id)].find(id => id === mode) ?? sideBySide.mode,
    first: typeof first === 'string' ? first : sideBySide.first,
    second: typeof second === 'string' ? second : sideBySide.second,
    share: typeof share === 'number' && share >= 0 && share <= 1 ? share : sideBySide.share,
  };
}
