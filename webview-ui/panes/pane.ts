import type { TemplateResult } from 'lit';
import type { PaneStage, StageName, ViewState } from '../../src/messages/view';
import type { Legend } from '../differences/legend';
import type { Prefs } from '../prefs';
import type { Overlay } from './overlay';

/** Names a pane in the order of panes and in what the webview remembers. */
export type PaneId = string;

/** Pixels of one stage that lie side by side: `[height, width, 4]`, RGBA, 8 bit. */
export type Pixels = Uint8Array;

/**
 * One picture of the view. Everything that is particular to it is here: a new pane or compare mode is a file that makes
 * such an object and a row in `list.ts`.
 */
export interface Pane {
  readonly id: PaneId;
  readonly label: string;
  readonly hint: string;
  /** Whether it is shown as long as the user has said nothing else. */
  readonly byDefault: boolean;
  /** The stages that it is made of; it is painted patch by patch of the first one. */
  readonly stages: readonly [PaneStage, ...PaneStage[]];
  /** The stage whose values the pixel inspector tells; undefined where a pixel has no value of its own. */
  readonly inspects: PaneStage | undefined;
  /** The stage whose score against a reference is shown. */
  readonly measures: StageName | undefined;
  readonly paint: Paint;
  /** Drawn over the picture, where there is something to be drawn. */
  readonly overlay?: Overlay;
  /** Its own controls, shown in the toolbar once for all panes with a control of the same name. */
  readonly control?: Control;
}

/** What the pixels of a pane are. */
export type Paint =
  /** Those of its first stage. */
  | { readonly of: 'stage' }
  /** Made of the pixels of all its stages, which are read where the first one has a patch. */
  | {
      readonly of: 'stages';
      /** Names all else that the pixels depend on. */
      made(prefs: Prefs): string;
      make(pixels: readonly Pixels[], prefs: Prefs): Pixels;
      /** What is written into a pixel. @param values of all its stages, RGB, 0..255 */
      written(values: readonly (readonly number[])[], prefs: Prefs): string[];
      /** What the header says besides the label. */
      title(prefs: Prefs): string;
      /** What its colours stand for. */
      legend(prefs: Prefs): Legend | undefined;
    };

export interface Control {
  readonly name: string;
  render(prefs: Prefs, set: (change: Partial<Prefs>) => void): TemplateResult;
}

type Further = Partial<Pick<Pane, 'measures' | 'overlay' | 'control'>>;

/** A pane that shows one picture as it is. */
export function picturePane(
  stage: PaneStage,
  label: string,
  hint: string,
  byDefault: boolean,
  further: Further = {},
): Pane {
  return {
    id: stage,
    label,
    hint,
    byDefault,
    stages: [stage],
    inspects: stage,
    measures: undefined,
    paint: { of: 'stage' },
    ...further,
  };
}

/** A pane that shows a stage as it is, measured against the reference. */
export function stagePane(
  stage: StageName,
  label: string,
  hint: string,
  byDefault: boolean,
  further: Further = {},
): Pane {
  return picturePane(stage, label, hint, byDefault, { measures: stage, ...further });
}

/** The label with what the pane's own settings add to it. */
export function titleOf({ label, paint }: Pane, prefs: Prefs): string {
  return paint.of === 'stages' ? paint.title(prefs) : label;
}

/** What the colours of a pane stand for, where they are its own. */
export function paneLegend({ paint }: Pane, prefs: Prefs): Legend | undefined {
  return paint.of === 'stages' ? paint.legend(prefs) : undefined;
}

/** What a row of the list may look at. */
export type PaneInputs = Pick<ViewState, 'auto' | 'image' | 'knobs' | 'models' | 'page' | 'pinned' | 'reference'>;
