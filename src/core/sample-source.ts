import { bandsOf, type Rect, type Size } from './geometry';
import type { Samples } from './samples';

/** Interleaved samples of a rectangle. */
export interface SampleBlock {
  readonly data: Samples;
  /** Where in `data` the rectangle begins. */
  readonly start: number;
  /** From one of its rows to the next. */
  readonly stride: number;
}

/** The samples of an image, channels interleaved, wherever they lie. */
export interface SampleSource extends Size {
  readonly channels: number;
  /** The samples of `rect`, which lies inside the image. They may be shared: do not write into them. */
  view(rect: Rect): SampleBlock;
}

/** An image whose samples are to be filled in, or changed. */
export interface SampleStore extends SampleSource {
  /** Lets `change` write into the samples of `rect`. */
  update(rect: Rect, change: (block: SampleBlock) => void): void;
  /** Puts samples, of any kind of numbers, into `rect`, which has the full width. */
  write(rect: Rect, samples: Samples): void;
  /** Gives back what it takes besides memory; nobody may use it any more. What nobody has any more goes by itself, some time. */
  discard?(): void;
}

/** All samples in one array, `[height, width, channels]`. */
export class SampleArray implements SampleStore {
  readonly width: number;
  readonly height: number;

  constructor(
    readonly data: Samples,
    { width, height }: Size,
    readonly channels: number,
  ) {
    this.width = width;
    this.height = height;
    if (data.length !== width * height * channels) throw new RangeError('the data does not fit the shape');
  }

  view({ x, y }: Rect): SampleBlock {
    const { data, width, channels } = this;
    return { data, start: (y * width + x) * channels, stride: width * channels };
  }

  update(rect: Rect, change: (block: SampleBlock) => void): void {
    change(this.view(rect));
  }

  write(rect: Rect, samples: Samples): void {
    this.data.set(samples, this.view(rect).start);
  }
}

/** Samples of whole rows, one after the other. They may be shared: do not write into them. */
export function rowsOf(source: SampleSource, band: Rect): Samples {
  const { data, start } = source.view(band);
  return data.subarray(start, start + band.height * band.width * source.channels);
}

/** Fills `store` from top to bottom. @param samplesOf those of a band of whole rows */
export function filled<S extends SampleStore>(store: S, samplesOf: (band: Rect) => Samples): S {
  for (const band of bandsOf(store)) store.write(band, samplesOf(band));
  return store;
}
