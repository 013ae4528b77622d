/** Two panes in one picture: what a way to compare them shows of each. */
import type { Pane } from '../panes/pane';

/** A part of one of the two panes, painted over those before it. */
export interface Layer {
  /** 0: the pane that is compared, 1: the one that it is compared with. */
  readonly of: 0 | 1;
  /** Edges in shares of the picture's width and height. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** 0..1 */
  readonly opacity: number;
}

/** One of the ways to compare. A new one is a file that makes such an object and a row in `list.ts`. */
export interface CompareMode {
  readonly id: string;
  readonly label: string;
  /** What `share` means, as the name of its slider; undefined where it means nothing. */
  readonly shareLabel?: string;
  /** The direction that a divider between the panes is moved in; undefined where there is none. */
  readonly divider?: 'x' | 'y';
  /** What is made of both panes and stands in the place of the first; the first itself unless said. */
  readonly inPlaceOfFirst?: (first: Pane, second: Pane) => Pane;
  /**
   * While the key is held that shows the second pane, it is shown alone, whatever the way to compare.
   * @param share 0..1, where the slider stands
   */
  layers(share: number): readonly Layer[];
}

export function whole(of: 0 | 1, opacity = 1): Layer {
  return { of, left: 0, top: 0, right: 1, bottom: 1, opacity };
}
