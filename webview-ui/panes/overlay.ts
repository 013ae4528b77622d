import type { Rect } from '../../src/core/geometry';
import type { DenoiseSettings } from '../../src/core/settings';
import type { Camera } from '../camera';
import type { Bitmap } from '../bitmap';
import type { Prefs } from '../prefs';

/** Colours of the theme that are painted with. */
export interface Palette {
  readonly background: string;
  /** Family of the font that numbers are written in. */
  readonly font: string;
  readonly accent: readonly [number, number, number];
}

/** What an overlay is drawn with. */
export interface OverlayView {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly prefs: Prefs;
  readonly camera: Camera;
  readonly settings: DenoiseSettings | undefined;
  /** The image pixels that are in sight. */
  readonly viewport: Rect;
  /** Where an image point lies on the canvas. */
  toPane: (x: number, y: number) => { readonly x: number; readonly y: number };
  draw(bitmap: Bitmap, rect: Rect): void;
  /** The bitmap made last for this pane if it was `made` of the same, else a new one. */
  remembered(made: string, make: () => Bitmap): Bitmap;
}

export type Overlay = (view: OverlayView) => void;
