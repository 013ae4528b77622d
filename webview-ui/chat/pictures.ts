/** Pictures that came with a tool's answer, as the extension host would serve them to the page. */
import { atLevel, intersection, type Planes, type Rect } from '../../src/core/geometry';
import { score } from '../../src/core/metrics';
import { pixelsOf, rectOf, type Selection } from '../../src/core/selection';
import { StatisticsOf } from '../../src/core/statistics';
import type { ComparedImage } from '../../src/messages/comparison';
import type { Measurement } from '../../src/messages/view';

/** What an image block of the answer says of itself. */
export interface PictureFacts {
  readonly name: string;
  readonly origin: string;
}

export class Picture {
  private constructor(
    readonly facts: PictureFacts,
    readonly width: number,
    readonly height: number,
    /** `[height, width, 4]`, RGBA. */
    private readonly pixels: Uint8ClampedArray,
  ) {}

  /** @param base64 of a PNG, one pixel for each of the image */
  static async decode(base64: string, facts: PictureFacts): Promise<Picture> {
    const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    return new Picture(facts, width, height, context.getImageData(0, 0, width, height).data);
  }

  get compared(): ComparedImage {
    const { width, height } = this;
    const range = { black: 0, white: 255, basis: 'depth' } as const;
    const file = { format: 'png', bitDepth: 8, sampleKind: 'uint8', range, channels: 'rgb', hasAlpha: false } as const;
    return { ...this.facts, revision: 0, info: { width, height, ...file, metadata: [], pages: 1, notes: [] } };
  }

  /** The mean of 2^level x 2^level pixels for each of the level, `[height, width, 4]`, of what lies in `viewport`. */
  reduced(viewport: Rect, level: number): { rect: Rect; pixels: Uint8Array } {
    const rect = atLevel(intersection(viewport, { x: 0, y: 0, width: this.width, height: this.height }), level);
    const pixels = new Uint8Array(4 * rect.width * rect.height);
    const edge = 2 ** level;
    for (let y = 0; y < rect.height; y++) {
      for (let x = 0; x < rect.width; x++) {
        const [left, top] = [(rect.x + x) * edge, (rect.y + y) * edge];
        const [right, bottom] = [Math.min(this.width, left + edge), Math.min(this.height, top + edge)];
        for (let channel = 0; channel < 4; channel++) {
          let sum = 0;
          for (let v = top; v < bottom; v++)
            for (let u = left; u < right; u++) sum += this.pixels[4 * (v * this.width + u) + channel];
          pixels[4 * (y * rect.width + x) + channel] = Math.round(sum / ((right - left) * (bottom - top)));
        }
      }
    }
    return { rect, pixels };
  }

  /** Undefined outside. */
  at(x: number, y: number): readonly number[] | undefined {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return undefined;
    return [...this.pixels.subarray(4 * (y * this.width + x), 4 * (y * this.width + x) + 3)];
  }

  measure(selection: Selection, against: Picture | undefined): Measurement {
    if (selection.shape === 'line') {
      const profile = pixelsOf(selection).map(({ x, y }) => {
        const rgb = this.at(x, y);
        return rgb ? rgb.reduce((sum, value) => sum + value, 0) / rgb.length / 255 : null;
      });
      return { profile };
    }
    const part = this.#part(rectOf(selection));
    const statistics = new StatisticsOf(3, { black: 0, white: 1 });
    statistics.add(part);
    const { result } = statistics;
    const other = against && against !== this ? against.#part(rectOf(selection)) : undefined;
    const alike = part.data.length > 0 && other?.width === part.width && other.height === part.height;
    return { ...(result ? { statistics: result } : {}), ...(alike ? { score: score(part, other, 8) } : {}) };
  }

  /** Values 0..1. */
  #part(region: Rect): Planes {
    const { x, y, width, height } = intersection(region, { x: 0, y: 0, width: this.width, height: this.height });
    const data = new Float32Array(3 * width * height);
    for (let i = 0; i < width * height; i++) {
      const at = 4 * ((y + Math.floor(i / width)) * this.width + x + (i % width));
      for (let channel = 0; channel < 3; channel++)
        data[channel * width * height + i] = this.pixels[at + channel] / 255;
    }
    return { width, height, data };
  }
}
