import { selectionShapes, type Selection, type SelectionShape } from '../src/core/selection';
import type { Camera, Point } from './camera';
import { restoredComparison, sideBySide, type Comparison } from './compare/list';
import { defaultLook, restoredLook, type DifferenceLook } from './differences/list';
import { markings, type Marking } from './panes/marking';
import type { PaneId } from './panes/pane';
import { valueUnits, type ValueUnit } from './units';

/** How the view is looked at: kept by the webview itself across hiding and reloading. */
export interface Prefs {
  /** The whole image stays in the panes, whatever their size. */
  readonly fit: boolean;
  readonly camera: Camera;
  /** What the user chose; other panes follow their default. */
  readonly panes: Readonly<Record<PaneId, boolean>>;
  /** The panes that have been moved, and all others then, in their places. */
  readonly order: readonly PaneId[];
  readonly comparison: Comparison;
  readonly marking: Marking;
  readonly difference: DifferenceLook;
  /** What is selected by dragging, and measured; undefined where dragging moves the image. */
  readonly tool: SelectionShape | undefined;
  /** The ends of what was selected last. */
  readonly ends: Pick<Selection, 'from' | 'to'> | undefined;
  readonly unit: ValueUnit;
  /** Whether single pixels have lines between them and their values in them, where they are large enough. */
  readonly grid: boolean;
  /** Whether the images of the folder are shown below. */
  readonly strip: boolean;
  /** Whether the side panel is open. */
  readonly panel: boolean;
}

const defaults: Prefs = {
  fit: true,
  camera: { x: 0, y: 0, scale: 1 },
  panes: {},
  order: [],
  comparison: sideBySide,
  marking: 'mark',
  difference: defaultLook,
  tool: undefined,
  ends: undefined,
  unit: 'eightBit',
  grid: true,
  strip: false,
  panel: true,
};

/** Prefs out of what an earlier page, perhaps of an earlier version, has stored. */
export function restoredPrefs(stored: unknown): Prefs {
  if (typeof stored !== 'object' || stored === null) return defaults;
  const from = stored as Partial<Prefs>;
  const { camera } = from;
  const sound = [camera?.x, camera?.y, camera?.scale].every(Number.isFinite) && Number(camera?.scale) > 0;
  return {
    fit: sound ? from.fit !== false : true,
    camera: sound && camera ? camera : defaults.camera,
    panes: typeof from.panes === 'object' ? from.panes : {},
    order: Array.isArray(from.order) ? from.order.filter(each => typeof each === 'string') : [],
    comparison: restoredComparison(from.comparison),
    marking: markings.find(each => each === from.marking) ?? defaults.marking,
    difference: restoredLook(from.difference),
    tool: selectionShapes.find(each => each === from.tool),
    ends: isPixel(from.ends?.from) && isPixel(from.ends?.to) ? from.ends : undefined,
    unit: valueUnits.find(each => each === from.unit) ?? defaults.unit,
    grid: from.grid !== false,
    strip: from.strip === true,
    panel: from.panel !== false,
  };
}

function isPixel(place: Point | undefined): boolean {
  return [place?.x, place?.y].every(each => Number.isInteger(each) && Number(each) >= 0);
}
