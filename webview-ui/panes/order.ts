import type { Pane, PaneId } from './pane';

/** Panes as the user has put them; one that was not there then follows the one that it comes after by itself. */
export function ordered(panes: readonly Pane[], order: readonly PaneId[]): readonly Pane[] {
  const result = order.flatMap(id => panes.find(pane => pane.id === id) ?? []);
  for (const [i, pane] of panes.entries()) {
    if (order.includes(pane.id)) continue;
    const before = panes.at(i - 1);
    const at = i === 0 || !before ? 0 : result.indexOf(before) + 1;
    result.splice(at, 0, pane);
  }
  return result;
}

/** The order in which `moved` stands where `target` is. */
export function movedTo(panes: readonly Pane[], moved: PaneId, target: PaneId): PaneId[] {
  const ids = panes.map(({ id }) => id);
  const [from, to] = [ids.indexOf(moved), ids.indexOf(target)];
  if (from < 0 || to < 0) return ids;
  ids.splice(to, 0, ...ids.splice(from, 1));
  return ids;
}
