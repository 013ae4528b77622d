import type { Rect } from '../src/core/geometry';
import type { LayerName, PaneStage } from '../src/messages/view';
import { bitmapOf, type Bitmap } from './bitmap';
import { pixelatedFrom, toPane, type Point } from './camera';
import type { Layer } from './compare/mode';
import type { Palette } from './panes/overlay';
import type { Pane, PaneId } from './panes/pane';
import type { StoredPatch } from './patch-store';
import { drawGrid, drawValues, gridFrom, hasValues } from './pixels';
import { hasPreview, type Scene } from './scene';
import { reblended } from './strength';
import { unitFor, Values } from './units';

/** Pixels of other settings that wait to be replaced. */
const staleAlpha = 0.4;

interface Made {
  readonly made: string;
  readonly bitmap: Bitmap;
}

/** Paints panes; keeps what it derives from patches as long as the patches themselves live. */
export class Painter {
  #derived = new WeakMap<StoredPatch<Bitmap>, Map<PaneId, Made>>();
  #overlays = new Map<PaneId, Made>();
  #sheet: HTMLCanvasElement | undefined;

  constructor(private readonly scene: Scene<Bitmap>) {}

  paint(pane: Pane, context: CanvasRenderingContext2D, palette: Palette): void {
    const { scene } = this;
    const { viewport, camera, pane: size } = scene;
    context.fillStyle = palette.background;
    context.fillRect(0, 0, size.width, size.height);
    if (!viewport) return;
    context.imageSmoothingEnabled = camera.scale < pixelatedFrom;
    context.imageSmoothingQuality = 'medium';
    const [stage] = pane.stages;
    const { stale, fresh } = scene.patches.layers(stage, scene.key(stage), scene.level, viewport);
    if (stage !== 'noisy' && pane.paint.of === 'stage') this.#underlay(stage, context, viewport);
    for (const patch of stale) {
      const blended = this.#reblended(pane, patch);
      context.globalAlpha = blended ? 1 : staleAlpha;
      this.#draw(context, blended ?? this.#bitmap(pane, patch), patch.rect, patch.level);
    }
    context.globalAlpha = 1;
    if (stage === 'result' && pane.paint.of === 'stage') this.#draft(context, viewport);
    for (const patch of fresh) this.#draw(context, this.#bitmap(pane, patch), patch.rect, patch.level);
    this.#overlay(pane, context, viewport, palette);
    this.#pixels(pane, context, viewport, palette);
  }

  /** Lines between pixels, and their values, where they are large enough. */
  #pixels(pane: Pane, context: CanvasRenderingContext2D, viewport: Rect, palette: Palette): void {
    const { scene } = this;
    const { camera, pane: size, prefs, patches, subject } = scene;
    const { scale } = camera;
    if (!prefs.grid || scale < gridFrom) return;
    const ratio = window.devicePixelRatio;
    const places = { viewport, scale, ratio, toPane: (point: Point) => toPane(camera, size, point) };
    drawGrid(context, places);
    if (!hasValues(places)) return;
    const pixels = pane.stages.map(stage => patches.read(stage, scene.key(stage), 0, viewport));
    const there = pixels.filter(each => each !== undefined);
    if (there.length < pixels.length) return;
    const values = new Values(unitFor(prefs.unit, subject?.range), subject?.range);
    drawValues(context, places, palette.font, (x, y) => {
      const at = 4 * ((y - viewport.y) * viewport.width + x - viewport.x);
      const bytes = there.map(each => [...each.subarray(at, at + 3)]);
      if (pane.paint.of === 'stages') return pane.paint.written(bytes, prefs);
      return bytes[0].map(each => values.shortOfByte(each));
    });
  }

  /** Parts of two panes, each over those before it. */
  paintLayers(
    panes: readonly Pane[],
    layers: readonly Layer[],
    context: CanvasRenderingContext2D,
    palette: Palette,
  ): void {
    const { width, height } = this.scene.pane;
    for (const { of, left, top, right, bottom, opacity } of layers) {
      const [x, y] = [Math.round(left * width), Math.round(top * height)];
      const [w, h] = [Math.round(right * width) - x, Math.round(bottom * height) - y];
      if (w <= 0 || h <= 0 || opacity <= 0) continue;
      context.save();
      context.beginPath();
      context.rect(x, y, w, h);
      context.clip();
      if (opacity === 1) this.paint(panes[of], context, palette);
      else this.#paintThrough(panes[of], context, palette, opacity);
      context.restore();
    }
  }

  /** A pane has opacities of its own: only all of it together can be seen through. */
  #paintThrough(pane: Pane, context: CanvasRenderingContext2D, palette: Palette, opacity: number): void {
    const { width, height } = this.scene.pane;
    this.#sheet ??= document.createElement('canvas');
    if (this.#sheet.width !== width) this.#sheet.width = width;
    if (this.#sheet.height !== height) this.#sheet.height = height;
    const sheet = this.#sheet.getContext('2d', { alpha: false });
    if (!sheet) return;
    this.paint(pane, sheet, palette);
    context.globalAlpha = opacity;
    context.drawImage(this.#sheet, 0, 0);
  }

  /** What stands where a stage has no pixels yet: the noisy picture, and the preview as the strength blends it over. */
  #underlay(stage: PaneStage, context: CanvasRenderingContext2D, viewport: Rect): void {
    const { patches, level, subject } = this.scene;
    const layers = (layer: LayerName) => patches.layers(layer, this.scene.key(layer), level, viewport).fresh;
    if (patches.missing(stage, this.scene.key(stage), level, viewport) === undefined) return;
    for (const { bitmap, rect, level: own } of layers('noisy')) this.#draw(context, bitmap, rect, own);
    if (!hasPreview(stage)) return;
    context.globalAlpha = stage === 'result' ? (subject?.settings?.strength ?? 1) : 1;
    for (const { bitmap, rect, level: own } of layers('preview')) this.#draw(context, bitmap, rect, own);
    context.globalAlpha = 1;
  }

  /** What fewer passes have made of the result, while all of them are not done. */
  #draft(context: CanvasRenderingContext2D, viewport: Rect): void {
    const { patches, level } = this.scene;
    if (patches.missing('result', this.scene.key('result'), level, viewport) === undefined) return;
    const drafts = patches.layers('draft', this.scene.key('draft'), level, viewport).fresh;
    for (const { bitmap, rect, level: own } of drafts) this.#draw(context, bitmap, rect, own);
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

  /** A patch as the pane shows it; undefined where another of its stages has no pixels yet. */
  #bitmap({ id, paint, stages }: Pane, patch: StoredPatch<Bitmap>): Bitmap | undefined {
    if (paint.of === 'stage') return patch.bitmap;
    const { scene } = this;
    const [, ...others] = stages;
    const keys = others.map(stage => scene.key(stage));
    const made = [paint.made(scene.prefs), ...others, ...keys].join('|');
    const derived = this.#derived.get(patch) ?? new Map<PaneId, Made>();
    const before = derived.get(id);
    if (before?.made === made) return before.bitmap;
    const pixels = others.map((stage, i) => scene.patches.read(stage, keys[i], patch.level, patch.rect));
    const there = pixels.filter(each => each !== undefined);
    if (there.length < pixels.length) return undefined;
    const bitmap = bitmapOf(paint.make([patch.pixels, ...there], scene.prefs), patch.rect.width, patch.rect.height);
    this.#derived.set(patch, derived.set(id, { made, bitmap }));
    return bitmap;
  }

  /** A result of another strength needs no engine to be seen at once. */
  #reblended({ id, paint, stages }: Pane, patch: StoredPatch<Bitmap>): Bitmap | undefined {
    const { patches, subject } = this.scene;
    if (stages[0] !== 'result' || paint.of !== 'stage') return undefined;
    const from = subject?.strengthOf?.(patch.key);
    const to = subject?.settings?.strength;
    if (from === undefined || from === 0 || to === undefined) return undefined;
    const key = this.scene.key('noisy');
    const made = ['strength', to, key].join('|');
    const derived = this.#derived.get(patch) ?? new Map<PaneId, Made>();
    const before = derived.get(id);
    if (before?.made === made) return before.bitmap;
    const noisy = patches.read('noisy', key, patch.level, patch.rect);
    if (!noisy) return undefined;
    const { width, height } = patch.rect;
    const bitmap = bitmapOf(reblended(noisy, patch.pixels, from, to), width, height);
    this.#derived.set(patch, derived.set(id, { made, bitmap }));
    return bitmap;
  }

  #overlay(pane: Pane, context: CanvasRenderingContext2D, viewport: Rect, palette: Palette): void {
    const { prefs, camera, pane: size, subject } = this.scene;
    pane.overlay?.({
      context,
      palette,
      prefs,
      camera,
      settings: subject?.settings,
      viewport,
      toPane: (x, y) => toPane(camera, size, { x, y }),
      draw: (bitmap, rect) => {
        this.#draw(context, bitmap, rect, 0);
      },
      remembered: (made, make) => {
        let overlay = this.#overlays.get(pane.id);
        if (overlay?.made !== made) this.#overlays.set(pane.id, (overlay = { made, bitmap: make() }));
        return overlay.bitmap;
      },
    });
  }
}
