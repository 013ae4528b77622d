import { area, atLevel, intersection, type Rect } from '../src/core/geometry';
import type { KeyedPatch, LayerName } from '../src/messages/view';

/** A patch with what it is drawn from. */
export interface StoredPatch<Bitmap> {
  readonly stage: LayerName;
  readonly key: string;
  readonly level: number;
  /** In pixels of the level. */
  readonly rect: Rect;
  readonly pixels: Uint8Array;
  readonly bitmap: Bitmap;
  /** Rises with every patch that comes in. */
  readonly order: number;
}

/** The pixels of a viewport that are there, in the order in which they are to be drawn. */
export interface Layers<Bitmap> {
  /** Of settings that are no longer current, to be shown dimmed. */
  readonly stale: readonly StoredPatch<Bitmap>[];
  readonly fresh: readonly StoredPatch<Bitmap>[];
}

/**
 * The pixels that the webview holds, of any stage, level and setting. They name what they show by their key, so that the
 * store needs no notice of a change: patches whose key is no longer asked for are stale.
 */
export class PatchStore<Bitmap> {
  #patches: StoredPatch<Bitmap>[] = [];
  #bytes = 0;
  #order = 0;

  /** @param limit bytes of pixels that are kept, each patch counted with its bitmap */
  constructor(
    private readonly limit: number,
    private readonly bitmapOf: (pixels: Uint8Array, width: number, height: number) => Bitmap,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** Rises with every patch that comes in. */
  get version(): number {
    return this.#order;
  }

  /** Takes in a patch; what it covers of the same stage and level, older or the same again, is let go. */
  put({ stage, key, level, rect, pixels }: KeyedPatch): void {
    this.#drop(old => old.stage === stage && old.level === level && covers(rect, old.rect));
    const bitmap = this.bitmapOf(pixels, rect.width, rect.height);
    this.#patches.push({ stage, key, level, rect, pixels, bitmap, order: this.#order++ });
    this.#bytes += sizeOf(pixels);
  }

  /** What can be drawn of `viewport` (in pixels of the full image): coarse levels below fine ones, the wanted on top. */
  layers(stage: LayerName, key: string, level: number, viewport: Rect): Layers<Bitmap> {
    const seen = this.#patches.filter(patch => patch.stage === stage && touches(patch, viewport));
    const fresh = seen.filter(patch => patch.key === key);
    const exact = fresh.filter(patch => patch.level === level);
    if (
      gaps(
        exact.map(patch => patch.rect),
        atLevel(viewport, level),
      ) === undefined
    )
      return { stale: [], fresh: exact };
    const inOrder = (a: StoredPatch<Bitmap>, b: StoredPatch<Bitmap>) =>
      Number(a.level === level) - Number(b.level === level) || b.level - a.level || a.order - b.order;
    return { stale: seen.filter(patch => patch.key !== key).sort(inOrder), fresh: fresh.sort(inOrder) };
  }

  /** The part of `viewport` that is not there yet, as one rectangle in pixels of the full image. */
  missing(stage: LayerName, key: string, level: number, viewport: Rect): Rect | undefined {
    const rects = this.#patches.filter(each => each.stage === stage && each.key === key && each.level === level);
    const gap = gaps(
      rects.map(patch => patch.rect),
      atLevel(viewport, level),
    );
    if (!gap) return undefined;
    const size = 2 ** level;
    return intersection(
      { x: gap.x * size, y: gap.y * size, width: gap.width * size, height: gap.height * size },
      viewport,
    );
  }

  /** The pixels of `rect` at one level if all of it is there: `[height, width, 4]`. */
  read(stage: LayerName, key: string, level: number, rect: Rect): Uint8Array | undefined {
    const parts = this.#patches.filter(
      each =>
        each.stage === stage && each.key === key && each.level === level && area(intersection(each.rect, rect)) > 0,
    );
    if (
      gaps(
        parts.map(part => part.rect),
        rect,
      ) !== undefined
    )
      return undefined;
    const pixels = new Uint8Array(rect.width * rect.height * 4);
    for (const part of parts) {
      const shared = intersection(part.rect, rect);
      for (let y = shared.y; y < shared.y + shared.height; y++) {
        const from = ((y - part.rect.y) * part.rect.width + shared.x - part.rect.x) * 4;
        pixels.set(
          part.pixels.subarray(from, from + shared.width * 4),
          ((y - rect.y) * rect.width + shared.x - rect.x) * 4,
        );
      }
    }
    return pixels;
  }

  /** The 8 bit values of one image pixel, if it is there in full resolution. */
  valueAt(stage: LayerName, key: string, x: number, y: number): readonly [number, number, number] | undefined {
    const pixel = this.read(stage, key, 0, { x, y, width: 1, height: 1 });
    return pixel && [pixel[0], pixel[1], pixel[2]];
  }

  /**
   * Lets go of patches until the rest fits the limit: first those of other settings, then those out of sight, the oldest
   * first. What `inSight` says is wanted stays.
   */
  trim(inSight: (patch: StoredPatch<Bitmap>) => boolean): void {
    if (this.#bytes <= this.limit) return;
    const spare = this.#patches.filter(patch => !inSight(patch)).sort((a, b) => a.order - b.order);
    const gone = new Set<StoredPatch<Bitmap>>();
    let bytes = this.#bytes;
    for (const patch of spare) {
      if (bytes <= this.limit) break;
      gone.add(patch);
      bytes -= sizeOf(patch.pixels);
    }
    this.#drop(patch => gone.has(patch));
  }

  #drop(which: (patch: StoredPatch<Bitmap>) => boolean): void {
    this.#patches = this.#patches.filter(patch => {
      if (!which(patch)) return true;
      this.#bytes -= sizeOf(patch.pixels);
      return false;
    });
  }
}

const sizeOf = (pixels: Uint8Array): number => 2 * pixels.byteLength;

function touches(patch: { level: number; rect: Rect }, viewport: Rect): boolean {
  return area(intersection(patch.rect, atLevel(viewport, patch.level))) > 0;
}

function covers(outer: Rect, inner: Rect): boolean {
  return area(intersection(outer, inner)) === area(inner);
}

/**
 * The bounding box of what `rects` leave uncovered of `target`; undefined if nothing is. The rectangles' edges cut the
 * target into cells of which each is either covered or not, so the cost follows the number of tiles, not of pixels.
 */
export function gaps(rects: readonly Rect[], target: Rect): Rect | undefined {
  const parts = rects.map(rect => intersection(rect, target)).filter(part => area(part) > 0);
  const xs = edges(
    parts.flatMap(({ x, width }) => [x, x + width]),
    target.x,
    target.width,
  );
  const ys = edges(
    parts.flatMap(({ y, height }) => [y, y + height]),
    target.y,
    target.height,
  );
  const columns = new Map(xs.map((x, i) => [x, i]));
  const rows = new Map(ys.map((y, i) => [y, i]));
  const covered = new Uint8Array(xs.length * ys.length);
  for (const { x, y, width, height } of parts) {
    const from = columns.get(x) ?? 0;
    const to = columns.get(x + width) ?? 0;
    const last = rows.get(y + height) ?? 0;
    for (let row = rows.get(y) ?? 0; row < last; row++) covered.fill(1, row * xs.length + from, row * xs.length + to);
  }
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let row = 0; row + 1 < ys.length; row++) {
    for (let column = 0; column + 1 < xs.length; column++) {
      if (covered[row * xs.length + column]) continue;
      left = Math.min(left, xs[column]);
      right = Math.max(right, xs[column + 1]);
      top = Math.min(top, ys[row]);
      bottom = Math.max(bottom, ys[row + 1]);
    }
  }
  return right > left ? { x: left, y: top, width: right - left, height: bottom - top } : undefined;
}

function edges(inner: readonly number[], start: number, length: number): number[] {
  return [...new Set([start, start + length, ...inner])].sort((a, b) => a - b);
}
