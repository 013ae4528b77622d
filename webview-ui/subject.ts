import type { Size } from '../src/core/geometry';
import type { DenoiseSettings } from '../src/core/settings';
import type { ValueRange } from '../src/core/value-range';
import type { LayerName } from '../src/messages/view';
import type { Pane } from './panes/pane';

/** What the panes show, whatever it is: an image on its way through the scheme, or several images that are compared. */
export interface Subject {
  /** Of every pane's picture; undefined until it is known. */
  readonly size: Size | undefined;
  /** The values of the file that are 0 and 1 in all of them. */
  readonly range: ValueRange | undefined;
  readonly panes: readonly Pane[];
  /** Whether pixels can be asked for. */
  readonly ready: boolean;
  /** Rises when pixels that are still missing must be asked for again. */
  readonly attempt: number;
  /** Whether there is a preview, which stands for denoised stages until they come. */
  readonly previews: boolean;
  /** What overlays depend on, and how strongly the preview covers the noisy picture. */
  readonly settings: DenoiseSettings | undefined;
  /** The strength of older pixels of the result that differ from the current ones in nothing else; undefined of others. */
  strengthOf?(key: string): number | undefined;
  /** Names the current pixels of a layer. */
  key(layer: LayerName): string;
}
