import { area, around, atLevel, intersection, type Rect, type Size } from '../src/core/geometry';
import { rectOf, type Selection, type SelectionShape } from '../src/core/selection';
import type { LayerName, LookMessage, PaneStage, PixelMessage } from '../src/messages/view';
import {
  clampCamera,
  fitCamera,
  levelFor,
  nextScale,
  panBy,
  toImage,
  toPane,
  visibleRect,
  zoomAt,
  type Camera,
  type Point,
} from './camera';
import { branchesIn, comparedPanes, maskGrid, modeOf, sideBySide, type Comparison } from './compare/list';
import { flip } from './compare/flip';
import { whole, type Layer } from './compare/mode';
import { Measuring } from './measuring';
import { movedTo, ordered } from './panes/order';
import type { Pane, PaneId } from './panes/pane';
import { PatchStore, type StoredPatch } from './patch-store';
import type { Prefs } from './prefs';
import type { Subject } from './subject';

/** Pixels and bitmaps that are kept: several screens full in every pane, a fraction of what a page may use. */
const patchBytes = 384 << 20;
/** New pixels are asked for at most once in this time while the camera moves. */
const lookDelayMs = 60;
const probeDelayMs = 60;
/** Most pixels of a preview: more take the fast network longer than the second in which it is to be there. */
const previewPixels = 0.8e6;

export interface ScenePorts<Bitmap> {
  send(message: LookMessage): void;
  bitmapOf(pixels: Uint8Array, width: number, height: number): Bitmap;
  save(prefs: Prefs): void;
  /** Something other than pixels changed. */
  changed(): void;
  /** Nothing but the place that is looked at: what is written beside the pictures may follow when there is time. */
  moved(): void;
  /** What is shown is wanted as a picture. */
  capture(request: number): void;
  /** The pictures must be painted again. */
  repaint(): void;
}

/** Values of one stage under the pointer. */
export interface PixelValue {
  readonly bytes: readonly number[] | undefined;
  /** 0..1, as the engine computed them. */
  readonly exact: readonly number[] | undefined;
}

/** What the view shows and how it is looked at; asks the host for the pixels that are missing. Knows nothing of the DOM. */
export class Scene<Bitmap> {
  readonly patches: PatchStore<Bitmap>;
  readonly measuring: Measuring;
  subject: Subject | undefined;
  /** The image pixel under the pointer. */
  pointer: Point | undefined;
  #pane: Size = { width: 0, height: 0 };
  /** The key is held that shows the second of two panes. */
  #held = false;
  #asked = '';
  #shown = '';
  #lookTimer: ReturnType<typeof setTimeout> | undefined;
  #probeTimer: ReturnType<typeof setTimeout> | undefined;
  #exact = new Map<string, readonly number[]>();

  constructor(
    private readonly ports: ScenePorts<Bitmap>,
    public prefs: Prefs,
  ) {
    this.measuring = new Measuring({
      send: message => {
        ports.send(message);
      },
      changed: () => {
        ports.changed();
      },
      wanted: () => this.#wanted(),
    });
    this.patches = new PatchStore(patchBytes, (pixels, width, height) => ports.bitmapOf(pixels, width, height));
  }

  get image(): Size | undefined {
    return this.subject?.size;
  }

  /** Size of a pane in device pixels. */
  get pane(): Size {
    return this.#pane;
  }

  get camera(): Camera {
    const { image } = this;
    if (!image) return this.prefs.camera;
    return this.prefs.fit ? fitCamera(image, this.#pane) : clampCamera(this.prefs.camera, image, this.#pane);
  }

  get level(): number {
    return levelFor(this.camera.scale);
  }

  get viewport(): Rect | undefined {
    return this.image && visibleRect(this.camera, this.image, this.#pane);
  }

  /** Whether all of the image is in sight. */
  get isWhole(): boolean {
    const { viewport, image } = this;
    return !viewport || !image || (viewport.width === image.width && viewport.height === image.height);
  }

  get panes(): readonly Pane[] {
    return ordered(this.subject?.panes ?? [], this.prefs.order);
  }

  /** The two panes that are compared in one picture; undefined side by side. */
  get compared(): readonly [Pane, Pane] | undefined {
    return comparedPanes(this.prefs.comparison, this.panes);
  }

  /** The panes in sight: side by side, or the two that are compared. */
  get shownPanes(): readonly Pane[] {
    const { compared, prefs, panes } = this;
    if (!compared) {
      const branches = prefs.comparison.mode === maskGrid ? branchesIn(panes) : [];
      return branches.length > 0 ? branches : panes.filter(pane => this.isShown(pane));
    }
    const [first, second] = compared;
    return [modeOf(prefs.comparison)?.inPlaceOfFirst?.(first, second) ?? first, second];
  }

  /** What is painted of the two panes that are compared in one picture; undefined side by side. */
  get layers(): readonly Layer[] | undefined {
    const { comparison } = this.prefs;
    const mode = this.compared && modeOf(comparison);
    return mode && this.#held ? [whole(1)] : mode?.layers(comparison.share);
  }

  /** How many pictures there are: one for panes that are compared. */
  get pictures(): number {
    return this.layers ? 1 : this.shownPanes.length;
  }

  isShown(pane: Pane): boolean {
    return this.prefs.panes[pane.id] ?? pane.byDefault;
  }

  get shownStages(): PaneStage[] {
    return [...new Set([...(this.compared ?? []), ...this.shownPanes].flatMap(pane => pane.stages))];
  }

  /** The key that current pixels of a stage carry. */
  key(layer: LayerName): string {
    return this.subject?.key(layer) ?? '';
  }

  /** Whether a pane still shows pixels that are missing, coarse or of another setting. */
  isPending(pane: Pane): boolean {
    const { viewport } = this;
    if (!viewport) return false;
    return pane.stages.some(stage => this.patches.missing(stage, this.key(stage), this.level, viewport) !== undefined);
  }

  /** Whether all that is in sight of a pane is shown at least as a preview, while exact pixels are still missing. */
  isPreview(pane: Pane): boolean {
    const { viewport, level } = this;
    const [stage] = pane.stages;
    if (!viewport || !hasPreview(stage)) return false;
    if (stage === 'result' && this.patches.missing('draft', this.key('draft'), level, viewport) === undefined)
      return true;
    const key = this.key('preview');
    const levels = Array.from({ length: this.#previewLevel(viewport) - level + 1 }, (_, i) => level + i);
    return levels.some(each => this.patches.missing('preview', key, each, viewport) === undefined);
  }

  /** Something else is to be shown, or the same in another way. */
  show(subject: Subject): void {
    const isAnother = subject.attempt !== this.subject?.attempt;
    this.subject = subject;
    // A setting moves no camera whose rest would have to be waited for.
    if (isAnother) this.#lookSoon(0);
    this.#moved();
  }

  receive(message: PixelMessage): void {
    if (message.type === 'patches') {
      try {
        for (const patch of message.patches) if (patch.key === this.key(patch.stage)) this.patches.put(patch);
        this.#trim();
        this.#probeSoon();
      } finally {
        this.ports.send({
          type: 'received',
          bytes: message.patches.reduce((sum, patch) => sum + patch.pixels.byteLength, 0),
        });
      }
      this.#showPictures();
    } else if (message.type === 'capture') {
      this.ports.capture(message.request);
    } else if (message.type === 'measurement') {
      this.measuring.receive(message);
    } else {
      if (message.x !== this.pointer?.x || message.y !== this.pointer.y) return;
      for (const { stage, key, rgb } of message.values) if (rgb) this.#exact.set(stage + key, rgb);
      this.ports.changed();
    }
  }

  /** Where the pixel under the pointer lies in a pane, in device pixels. */
  get pointerBox(): Rect | undefined {
    if (!this.pointer) return undefined;
    const { scale } = this.camera;
    const { x, y } = toPane(this.camera, this.#pane, this.pointer);
    return { x, y, width: scale, height: scale };
  }

  resize(pane: Size): void {
    if (pane.width === this.#pane.width && pane.height === this.#pane.height) return;
    this.#pane = pane;
    this.#moved();
  }

  /** @param at device pixels from the middle of a pane */
  zoom(direction: 1 | -1, at: Point = { x: 0, y: 0 }): void {
    if (!this.image) return;
    this.zoomTo(nextScale(this.camera.scale, direction, this.image, this.#pane), at);
  }

  zoomTo(scale: number, at: Point = { x: 0, y: 0 }): void {
    this.#look(zoomAt(this.camera, scale, at));
  }

  /** @param dx device pixels */
  pan(dx: number, dy: number): void {
    this.#look(panBy(this.camera, dx, dy));
  }

  /** Puts a point of the image into the middle. */
  centre({ x, y }: Point): void {
    this.#look({ ...this.camera, x, y });
  }

  fit(): void {
    this.setPrefs({ fit: true });
  }

  setPrefs(change: Partial<Prefs>): void {
    this.prefs = { ...this.prefs, ...change };
    this.ports.save(this.prefs);
    this.#moved();
  }

  compare(change: Partial<Comparison>): void {
    this.setPrefs({ comparison: { ...this.prefs.comparison, ...change } });
  }

  /** Puts a pane into a comparison by its number, from 1. Side by side it is shown alone, until it is chosen again. */
  choose(number: number): void {
    const pane = this.panes.at(number - 1);
    if (!pane) return;
    const [first, second] = this.compared ?? [];
    if (!first) this.compare({ mode: flip.id, first: pane.id });
    else if (first.id !== pane.id) this.#pair(pane, second?.id === pane.id ? first : second);
    else if (this.prefs.comparison.mode === flip.id) this.compare({ mode: sideBySide.mode });
  }

  /** Chooses by its number, from 1, what a pane is compared with. */
  chooseOther(number: number): void {
    const pane = this.panes.at(number - 1);
    if (!pane) return;
    const [first, second] = this.compared ?? [];
    if (!first) this.compare({ mode: flip.id, second: pane.id });
    else this.#pair(first.id === pane.id ? second : first, pane);
  }

  /** Puts a pane where another one is. */
  movePane(moved: PaneId, target: PaneId): void {
    this.setPrefs({ order: movedTo(this.panes, moved, target) });
  }

  /** Where a divider is: @param at device pixels from the top left corner of the picture */
  divide(at: Point): void {
    const axis = modeOf(this.prefs.comparison)?.divider;
    if (!axis) return;
    const share = axis === 'x' ? at.x / this.#pane.width : at.y / this.#pane.height;
    this.compare({ share: Math.min(1, Math.max(0, share)) });
  }

  /** Shows the second of two panes for as long as a key is held. */
  hold(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    this.#showPictures();
  }

  togglePane(pane: Pane): void {
    this.setPrefs({ panes: { ...this.prefs.panes, [pane.id]: !this.isShown(pane) } });
  }

  /** @param at device pixels from the top left corner of a pane; undefined: the pointer has left */
  point(at: Point | undefined): void {
    const { image } = this;
    const on = at && image ? toImage(this.camera, this.#pane, at) : undefined;
    const inside = on && image && on.x >= 0 && on.y >= 0 && on.x < image.width && on.y < image.height;
    const pointer = inside ? { x: Math.floor(on.x), y: Math.floor(on.y) } : undefined;
    if (pointer?.x === this.pointer?.x && pointer?.y === this.pointer?.y) return;
    this.pointer = pointer;
    this.#exact.clear();
    this.#probeSoon();
    this.ports.changed();
  }

  /** What is measured, inside the image. */
  get selection(): Selection | undefined {
    const { image, prefs } = this;
    if (!image || !prefs.tool || !prefs.ends) return undefined;
    const inside = ({ x, y }: Point) => ({ x: within(x, image.width), y: within(y, image.height) });
    return { shape: prefs.tool, from: inside(prefs.ends.from), to: inside(prefs.ends.to) };
  }

  /** The panes whose values can be told. */
  get inspected(): readonly Pane[] {
    return (this.compared ?? this.shownPanes).filter(({ inspects }) => inspects !== undefined);
  }

  /** Takes a tool, the last selection with it if it is in sight, else the middle of what is; the same one again: puts it away. */
  useTool(tool: SelectionShape): void {
    const { viewport, prefs } = this;
    if (!viewport) return;
    if (prefs.tool === tool) {
      this.setPrefs({ tool: undefined });
      return;
    }
    const { x, y, width, height } = viewport;
    const at = (share: number) => ({ x: Math.floor(x + share * width), y: Math.floor(y + share * height) });
    const isSeen = (point: Point) => point.x >= x && point.y >= y && point.x < x + width && point.y < y + height;
    const { ends } = prefs;
    const kept = ends && (isSeen(ends.from) || isSeen(ends.to)) ? ends : { from: at(1 / 4), to: at(3 / 4) };
    this.setPrefs({ tool, ends: kept });
  }

  /** Selects from one place to another, in device pixels from the top left corner of a pane. */
  select(from: Point, to: Point): void {
    const pixel = (at: Point) => {
      const { x, y } = toImage(this.camera, this.#pane, at);
      const { width, height } = this.image ?? { width: 1, height: 1 };
      return { x: within(Math.floor(x), width), y: within(Math.floor(y), height) };
    };
    this.setPrefs({ ends: { from: pixel(from), to: pixel(to) } });
  }

  /** Where the selection lies in a pane, in device pixels: the corners of a rectangle, the ends of a line. */
  get selectionBox(): Selection | undefined {
    const { selection, camera } = this;
    if (!selection) return undefined;
    const { shape, from, to } = selection;
    const place = (x: number, y: number) => toPane(camera, this.#pane, { x, y });
    if (shape === 'line') {
      return { shape, from: place(from.x + 0.5, from.y + 0.5), to: place(to.x + 0.5, to.y + 0.5) };
    }
    const { x, y, width, height } = rectOf(selection);
    return { shape, from: place(x, y), to: place(x + width, y + height) };
  }

  #wanted() {
    const { selection, subject } = this;
    const stages = this.inspected.flatMap(({ inspects }) => inspects ?? []);
    if (!selection || subject?.ready !== true || stages.length === 0) return undefined;
    const inputs = [subject.attempt, this.key('reference'), ...stages.map(stage => this.key(stage))].join('|');
    return { selection, stages, inputs };
  }

  valueOf(stage: PaneStage): PixelValue | undefined {
    if (!this.pointer) return undefined;
    const key = this.key(stage);
    return {
      bytes: this.patches.valueAt(stage, key, this.pointer.x, this.pointer.y),
      exact: this.#exact.get(stage + key),
    };
  }

  /** Asks for the exact values under the pointer, unless all of them are known. */
  #probeSoon(): void {
    this.#probeTimer ??= setTimeout(() => {
      this.#probeTimer = undefined;
      const stages = this.shownStages.filter(stage => !this.#exact.has(stage + this.key(stage)));
      if (this.pointer && stages.length > 0) this.ports.send({ type: 'probe', ...this.pointer, stages });
    }, probeDelayMs);
  }

  #pair(first: Pane | undefined, second: Pane | undefined): void {
    if (first && second) this.compare({ first: first.id, second: second.id });
  }

  #look(camera: Camera): void {
    if (!this.image) return;
    const { fit, camera: before } = this.prefs;
    const change = { fit: false, camera: clampCamera(camera, this.image, this.#pane) };
    if (fit || before.scale !== change.camera.scale) {
      this.setPrefs(change);
      return;
    }
    this.prefs = { ...this.prefs, ...change };
    this.ports.save(this.prefs);
    this.#askSoon();
    this.ports.moved();
    this.ports.repaint();
  }

  #moved(): void {
    this.#askSoon();
    this.#showPictures();
  }

  #askSoon(): void {
    this.#lookSoon();
    this.measuring.askSoon();
  }

  #showPictures(): void {
    this.ports.changed();
    this.ports.repaint();
  }

  #lookSoon(
    // Nothing is at rest yet when the first pixels are asked for.
    delay = this.#asked === '' ? 0 : lookDelayMs,
  ): void {
    this.#lookTimer ??= setTimeout(() => {
      this.#lookTimer = undefined;
      this.#askForMissing();
    }, delay);
  }

  /** Asks for what is visible and missing, once for every place, setting and attempt. */
  #askForMissing(): void {
    const { viewport, level, subject } = this;
    if (!viewport || subject?.ready !== true || this.#pane.width === 0) return;
    const stages = this.shownStages;
    if (stages.join() !== this.#shown) {
      this.#shown = stages.join();
      this.ports.send({ type: 'show', stages });
    }
    const keys = stages.map(stage => [stage, this.key(stage)]);
    // The models may be told after the first question, and one of them makes the preview.
    const question = JSON.stringify([viewport, level, subject.attempt, keys, level > 0 && subject.previews]);
    if (question === this.#asked) return;
    this.#asked = question;
    const gaps = stages.flatMap(stage => {
      const rect = this.patches.missing(stage, this.key(stage), level, viewport);
      return rect ? [{ stage, rect }] : [];
    });
    if (gaps.length === 0) return;
    const wanted = gaps.map(gap => gap.stage);
    this.ports.send({
      type: 'look',
      level,
      stages: wanted,
      viewport: around(gaps.map(gap => gap.rect)),
      ...(this.pointer ? { eye: this.pointer } : {}),
      ...this.#previewOf(wanted),
    });
  }

  /** The preview that stands for missing stages, where exact pixels take longer: zoomed out, they are far more. */
  #previewOf(stages: readonly PaneStage[]): { preview?: { viewport: Rect; level: number } } {
    const { subject, viewport, level } = this;
    if (!viewport || level === 0 || subject?.previews !== true) return {};
    if (!stages.some(hasPreview)) return {};
    const coarse = this.#previewLevel(viewport);
    const missing = this.patches.missing('preview', this.key('preview'), coarse, viewport);
    return missing ? { preview: { viewport: missing, level: coarse } } : {};
  }

  /** The one nearest to the pixels of the screen: the next finer one may have four times as many. */
  #previewLevel(viewport: Rect): number {
    let level = Math.max(this.level, Math.round(-Math.log2(this.camera.scale)));
    while (area(atLevel(viewport, level)) > previewPixels) level++;
    return level;
  }

  #trim(): void {
    const { level, viewport } = this;
    if (!viewport) return;
    const seen = atLevel(viewport, level);
    this.patches.trim(
      (patch: StoredPatch<Bitmap>) =>
        Math.abs(patch.level - level) <= 1 &&
        patch.key === this.key(patch.stage) &&
        area(intersection(patch.rect, seen)) > 0,
    );
  }
}

/** Stages that the preview may stand for. A branch is looked at for what it is. */
export function hasPreview(stage: PaneStage): boolean {
  return stage === 'result' || stage === 'refined' || stage === 'union' || stage === 'single';
}

function within(place: number, length: number): number {
  return Math.min(length - 1, Math.max(0, place));
}
