import type { Rect } from '../src/core/geometry';
import { pixelatedFrom, toPane } from './camera';
import { signedDifference } from './difference';
import { hiddenPixels, layerOf } from './marking';
import type { Pane } from './panes';
import type { StoredPatch } from './patch-store';
import type { Scene } from './scene';

export type Bitmap = OffscreenCanvas;

/** From this scale on, hidden pixels are marked by a dot in them, so that their colour stays visible. */
const dotsFrom = 6;
/** Pixels of other settings that wait to be replaced. */
const staleAlpha = 0.4;

/** Colours of the theme that are painted with. */
export interface Palette {
  readonly background: string;
  readonly accent: readonly [number, number, number];
}

export function bitmapOf(pixels: Uint8Array, width: number, height: number): Bitmap {
  const canvas = new OffscreenCanvas(width, height);
  const image = new ImageData(new Uint8ClampedArray(pixels), width, height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

/** Paints panes; keeps what it derives from patches as long as the patches themselves live. */
export class Painter {
  #differences = new WeakMap<StoredPatch<Bitmap>, { readonly made: string; readonly bitmap: Bitmap }>();
  #markings = new Map<string, { readonly made: string; readonly bitmap: Bitmap }>();

  constructor(private readonly scene: Scene<Bitmap>) {}

  paint(pane: Pane, context: CanvasRenderingContext2D, palette: Palette): void {
    const { scene } = this;
    const { viewport, camera, pane: size } = scene;
    context.fillStyle = palette.background;
    context.fillRect(0, 0, size.width, size.height);
    if (!viewport) return;
    context.imageSmoothingEnabled = camera.scale < pixelatedFrom;
    context.imageSmoothingQuality = 'medium';
    const stage = pane.id === 'difference' ? 'result' : pane.id;
    const { stale, fresh } = scene.patches.layers(stage, scene.key(stage), scene.level, viewport);
    context.globalAlpha = staleAlpha;
    for (const patch of stale) this.#draw(context, this.#bitmap(pane, patch), patch.rect, patch.level);
    context.globalAlpha = 1;
    for (const patch of fresh) this.#draw(context, this.#bitmap(pane, patch), patch.rect, patch.level);
    if (pane.id.startsWith('branch:') && camera.scale >= 1) this.#mark(pane, context, viewport, palette);
  }

  /** Edges lie on whole device pixels, so that neighbouring tiles meet without a seam at any scale. */
  #draw(context: CanvasRenderingContext2D, bitmap: Bitmap | undefined, rect: Rect, level: number): void {
    if (!bitmap) return;
    const { camera, pane, image } = this.scene;
    const size = 2 ** level;
    const right = Math.min((rect.x + rect.width) * size, image?.width ?? Infinity);
    const bottom = Math.min((rect.y + rect.height) * size, image?.height ?? Infinity);
    const from = toPane(camera, pane, { x: rect.x * size, y: rect.y * size });
    const to = toPane(camera, pane, { x: right, y: bottom });
    const [x, y] = [Math.round(from.x), Math.round(from.y)];
    if (to.x < 0 || to.y < 0 || x > pane.width || y > pane.height) return;
    context.drawImage(bitmap, x, y, Math.round(to.x) - x, Math.round(to.y) - y);
  }

  #bitmap(pane: Pane, patch: StoredPatch<Bitmap>): Bitmap | undefined {
    if (pane.id !== 'difference') return patch.bitmap;
    const { scene } = this;
    const { gain } = scene.prefs;
    const key = scene.key('noisy');
    const made = `${key}|${gain}`;
    const before = this.#differences.get(patch);
    if (before?.made === made) return before.bitmap;
    const noisy = scene.patches.read('noisy', key, patch.level, patch.rect);
    if (!noisy) return undefined;
    const { width, height } = patch.rect;
    const bitmap = bitmapOf(signedDifference(noisy, patch.pixels, gain), width, height);
    this.#differences.set(patch, { made, bitmap });
    return bitmap;
  }

  #mark(pane: Pane, context: CanvasRenderingContext2D, viewport: Rect, palette: Palette): void {
    const { scene } = this;
    const settings = scene.state?.knobs?.settings;
    const { marking } = scene.prefs;
    if (!settings || marking === 'off') return;
    const branch = Number(pane.id.slice('branch:'.length));
    if (marking === 'mark' && scene.camera.scale >= dotsFrom) {
      this.#dots(context, hiddenPixels(settings.seed, settings.masks, branch, viewport), viewport, palette);
      return;
    }
    const made = JSON.stringify([
      settings.seed,
      settings.masks,
      viewport,
      marking,
      palette,
      scene.camera.scale < pixelatedFrom,
    ]);
    let layer = this.#markings.get(pane.id);
    if (layer?.made !== made) {
      const hidden = hiddenPixels(settings.seed, settings.masks, branch, viewport);
      const alpha = scene.camera.scale < pixelatedFrom ? 64 : 110;
      const pixels =
        marking === 'mark' ? layerOf(hidden, 1, [...palette.accent, alpha]) : layerOf(hidden, 0, [128, 128, 128, 255]);
      layer = { made, bitmap: bitmapOf(pixels, viewport.width, viewport.height) };
      this.#markings.set(pane.id, layer);
    }
    context.imageSmoothingEnabled = false;
    this.#draw(context, layer.bitmap, viewport, 0);
  }

  #dots(context: CanvasRenderingContext2D, hidden: Uint8Array, rect: Rect, palette: Palette): void {
    const { camera, pane } = this.scene;
    const side = Math.max(2, Math.round(camera.scale / 4));
    const ring = side + 2;
    const at = (i: number) =>
      toPane(camera, pane, { x: rect.x + (i % rect.width) + 0.5, y: rect.y + Math.floor(i / rect.width) + 0.5 });
    for (const [colour, edge] of [
      ['rgba(0,0,0,0.6)', ring],
      [`rgb(${palette.accent.join()})`, side],
    ] as const) {
      context.fillStyle = colour;
      for (let i = 0; i < hidden.length; i++) {
        if (!hidden[i]) continue;
        const { x, y } = at(i);
        context.fillRect(Math.round(x - edge / 2), Math.round(y - edge / 2), edge, edge);
      }
    }
  }
}
