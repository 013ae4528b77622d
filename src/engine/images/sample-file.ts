/** Samples of large images, in temporary files, so that the memory of this process does not grow with an image. */
import type { Sharp } from 'sharp';
import { type Rect, area, type Size } from '../../core/geometry';
import type { SampleBlock, SampleStore } from '../../core/sample-source';
import { SampleArray } from '../../core/sample-source';
import { sampleTraits, type SampleKind, type Samples } from '../../core/samples';
import { Scratch } from '../../files/scratch';
import { freeFiles, freeUnused } from '../garbage';
import { bytesOfFile } from './byte-source';
import { samplesInMemory } from './memory-limit';
import {
  bigTiffHeader,
  directoryOf,
  longLongs,
  longs,
  numbers,
  readDirectory,
  readHeader,
  shorts,
  Tag,
  writeDirectory,
} from './tiff/directory';

/** What has to be known of samples to put them somewhere. */
export interface SampleShape extends Size {
  readonly kind: SampleKind;
  readonly colours: 'gray' | 'rgb';
  /** Channels after the colours. */
  readonly extras: number;
}

export function channelsOf({ colours, extras }: Pick<SampleShape, 'colours' | 'extras'>): number {
  return (colours === 'gray' ? 1 : 3) + extras;
}

/** Whether samples of this shape lie in a file. */
export function isLarge(shape: SampleShape): boolean {
  return area(shape) * channelsOf(shape) * bytesEach(shape) > samplesInMemory;
}

/** Room for the samples of an image, all 0. @throws {AmsnetError} output/disk-full or output/unwritable */
export function allocateSamples(shape: SampleShape): SampleStore {
  if (isLarge(shape)) return SampleFile.create(shape);
  const channels = channelsOf(shape);
  return new SampleArray(sampleTraits[shape.kind].allocate(area(shape) * channels), shape, channels);
}

/** As typed arrays hold them: half floats as floats. */
function bytesEach({ kind }: SampleShape): number {
  return sampleTraits[kind].allocate(0).BYTES_PER_ELEMENT;
}

/** Least bytes of a strip, but for the last one. */
const stripBytes = 1 << 20;

/**
 * What stands before samples that make up the rest of a file: that of a BigTIFF, which libvips reads strip by strip. (Its own
 * format it maps into memory.)
 */
function headerOf(shape: SampleShape): Buffer {
  const { width, height, kind, colours, extras } = shape;
  const { bits, integer, min } = sampleTraits[kind];
  const channels = channelsOf(shape);
  const row = width * channels * bytesEach(shape);
  const rows = Math.ceil(stripBytes / row);
  const count = Math.ceil(height / rows);
  const each = (value: number) => Array<number>(channels).fill(value);
  const directory = (start: number) =>
    directoryOf([
      longs(Tag.ImageWidth, width),
      longs(Tag.ImageLength, height),
      shorts(Tag.BitsPerSample, ...each(kind === 'half' ? 32 : bits)),
      shorts(Tag.Compression, 1),
      shorts(Tag.Photometric, colours === 'rgb' ? 2 : 1),
      longLongs(Tag.StripOffsets, ...Array.from({ length: count }, (_, i) => start + i * rows * row)),
      shorts(Tag.SamplesPerPixel, channels),
      longs(Tag.RowsPerStrip, rows),
      longLongs(
        Tag.StripByteCounts,
        ...Array.from({ length: count }, (_, i) => Math.min(rows, height - i * rows) * row),
      ),
      shorts(Tag.PlanarConfiguration, 1),
      shorts(Tag.SampleFormat, ...each(integer ? (min < 0 ? 2 : 1) : 3)),
      // Alpha that is not multiplied into the colours.
      ...(extras > 0 ? [shorts(Tag.ExtraSamples, ...Array.from({ length: extras }, (_, i) => (i === 0 ? 2 : 0)))] : []),
    ]);
  const before = bigTiffHeader.length;
  const start = before + writeDirectory(directory(0), before, 0, true).length;
  return Buffer.concat([bigTiffHeader, writeDirectory(directory(start), before, 0, true)]);
}

/** Where the samples begin in an uncompressed TIFF. @throws {RangeError} if they are not one after the other, of this shape */
function startOf(file: number, { width, height, kind, colours, extras }: SampleShape): number {
  const source = bytesOfFile(file);
  const header = readHeader(source);
  const { directory } = readDirectory(source, header, header.first);
  const [offsets, lengths] = [Tag.StripOffsets, Tag.StripByteCounts].map(tag => numbers(directory.get(tag)));
  const found = [Tag.ImageWidth, Tag.ImageLength, Tag.SamplesPerPixel, Tag.BitsPerSample].map(
    tag => numbers(directory.get(tag))[0],
  );
  const expected = [width, height, channelsOf({ colours, extras }), sampleTraits[kind].bits];
  const isWhole = offsets.every((offset, i) => i === 0 || offset === offsets[i - 1] + lengths[i - 1]);
  if (!isWhole || found.some((value, i) => value !== expected[i]))
    throw new RangeError(`${found.join()} is not as expected`);
  return offsets[0];
}

/** Closes the file of an image that nobody has any more: whoever has it may be in the middle of reading. */
const unused = new FinalizationRegistry((scratch: Scratch) => {
  scratch.close();
});

/** The samples of an image in a temporary file, which goes when it is discarded, or nobody has it any more. */
export class SampleFile implements SampleStore {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly #bytesEach: number;

  private constructor(
    private readonly scratch: Scratch,
    private readonly start: number,
    private readonly shape: SampleShape,
  ) {
    this.width = shape.width;
    this.height = shape.height;
    this.channels = channelsOf(shape);
    this.#bytesEach = bytesEach(shape);
    unused.register(this, scratch, this);
  }

  /** All samples are 0. @throws {AmsnetError} output/disk-full or output/unwritable */
  static create(shape: SampleShape): SampleFile {
    freeFiles();
    const scratch = new Scratch();
    const header = headerOf(shape);
    const samples = new SampleFile(scratch, header.length, shape);
    scratch.extend(header.length + samples.byteLength);
    scratch.write(header, 0);
    return samples;
  }

  /**
   * What `image` has, as sharp decodes it.
   * @throws {AmsnetError} output/disk-full or output/unwritable, and what sharp throws
   */
  static async decodedBy(image: Sharp, shape: SampleShape): Promise<SampleFile> {
    freeFiles();
    const scratch = new Scratch();
    try {
      await scratch.writtenBy(path => image.tiff({ compression: 'none', bigtiff: true }).toFile(path));
      return new SampleFile(scratch, startOf(scratch.file, shape), shape);
    } catch (error) {
      scratch.close();
      throw error;
    }
  }

  /** Of a TIFF, for programs that read one. */
  get path(): string {
    return this.scratch.path;
  }

  get byteLength(): number {
    return area(this) * this.channels * this.#bytesEach;
  }

  discard(): void {
    if (unused.unregister(this)) this.scratch.close();
  }

  view(rect: Rect): SampleBlock {
    freeUnused();
    const stride = rect.width * this.channels;
    const data = sampleTraits[this.shape.kind].allocate(stride * rect.height);
    this.#eachRun(rect, data, (bytes, position) => {
      this.scratch.read(bytes, position);
    });
    return { data, start: 0, stride };
  }

  update(rect: Rect, change: (block: SampleBlock) => void): void {
    const block = this.view(rect);
    change(block);
    this.write(rect, block.data);
  }

  write(rect: Rect, samples: Samples): void {
    const { constructor } = sampleTraits[this.shape.kind].allocate(0);
    let own = samples;
    if (samples.constructor !== constructor) {
      own = sampleTraits[this.shape.kind].allocate(samples.length);
      own.set(samples);
    }
    this.#eachRun(rect, own, (bytes, position) => {
      this.scratch.write(bytes, position);
    });
  }

  /** The parts of `samples`, those of `rect`, that lie in the file without a gap, and where. */
  #eachRun(rect: Rect, samples: Samples, use: (bytes: Uint8Array, position: number) => void): void {
    const all = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    const rows = rect.width === this.width ? rect.height : 1;
    const run = rect.width * rows * this.channels * this.#bytesEach;
    for (let row = 0, from = 0; row < rect.height; row += rows, from += run) {
      const pixel = (rect.y + row) * this.width + rect.x;
      use(all.subarray(from, from + run), this.start + pixel * this.channels * this.#bytesEach);
    }
  }
}
