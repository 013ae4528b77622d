/** Pixels of TIFFs that libvips does not read as they are, by geotiff.js: any kind of samples, packing and compression. */
import { GeoTIFF, getDecoder, type Pool } from 'geotiff';
import type { Rect } from '../../../core/geometry';
import { sampleTraits, type Samples } from '../../../core/samples';
import { text } from '../../text';
import type { ByteSource } from '../byte-source';
import { readDirectory, type TiffHeader } from './directory';
import type { TiffLayout } from './file';
import { isStreamed, stripRows } from './strips';

const zstd = 50_000;

/** Most pixels that are read at once, unless a strip or a row of tiles has more: decoders hold them a few times over. */
const pixelsAtOnce = 1 << 22;

/** @param channels which channels, in order; @returns from top to bottom, `[rect.height, width, channels]` */
export async function* readTiffPixels(
  source: ByteSource,
  header: TiffHeader,
  offset: number,
  layout: TiffLayout,
  channels: readonly number[],
): AsyncGenerator<{ readonly rect: Rect; readonly samples: Samples }> {
  const directory = readDirectory(source, header, offset).directory;
  if (isStreamed(layout, directory)) {
    yield* stripRows(source, header, directory, layout, channels);
    return;
  }
  const page: unknown = new PageSource(source, header, offset);
  const tiff = await GeoTIFF.fromSource(page as Parameters<typeof GeoTIFF.fromSource>[0]);
  const image = await tiff.getImage(0);
  const { width, height } = layout;
  const blockRows = image.getTileHeight();
  const rows = blockRows * Math.max(1, Math.floor(pixelsAtOnce / (blockRows * width)));
  for (let y = 0; y < height; y += rows) {
    const rect = { x: 0, y, width, height: Math.min(rows, height - y) };
    const window = [0, y, width, y + rect.height];
    const options = { window, samples: [...channels], interleave: true, pool: strict(layout) };
    yield { rect, samples: toSamples((await image.readRasters(options)) as unknown as Samples, header, layout) };
  }
}

/** What geotiff.js gives, as samples of the image's kind. */
function toSamples(values: Samples, header: TiffHeader, { kind, bits }: TiffLayout): Samples {
  // Packed samples are unpacked in this machine's order, but read in that of the file.
  if (!header.little && bits > 8 && bits < 16) Buffer.from(values.buffer).swap16();
  const own = sampleTraits[kind].allocate(0);
  if (values.constructor === own.constructor) return values;
  const copied = sampleTraits[kind].allocate(values.length);
  copied.set(values);
  return copied;
}

/**
 * Decoders that do not take damage for darkness: geotiff.js fills up what a block lacks, and its ZSTD gives nothing, or all of
 * its memory, where it fails.
 */
function strict({ height, bits, samples, isPlanar }: TiffLayout): Pool {
  const pool: Pick<Pool, 'bindParameters'> = {
    bindParameters: (compression, parameters) => ({
      decode: async (block: ArrayBufferLike) => {
        const { tileWidth, tileHeight } = parameters;
        const decoded = await (await getDecoder(compression, parameters)).decode(block);
        // The last strip may be a shorter one.
        const rows = Math.min(tileHeight, height % tileHeight || tileHeight);
        const row = Math.ceil((tileWidth * (isPlanar ? 1 : samples) * bits) / 8);
        const least = row * rows;
        const tooLong = compression === zstd && decoded.byteLength > row * tileHeight;
        if (decoded.byteLength < least || tooLong) throw new RangeError(text.blockShort(decoded.byteLength, least));
        return decoded;
      },
    }),
  };
  return pool as Pool;
}

/** The file as if the directory at `offset` were its first, so that no page needs those before it. */
class PageSource {
  constructor(
    private readonly source: ByteSource,
    private readonly header: TiffHeader,
    private readonly offset: number,
  ) {}

  get fileSize(): number {
    return this.source.size;
  }

  fetch(slices: readonly { offset: number; length: number }[]): Promise<ArrayBufferLike[]> {
    return Promise.resolve(slices.map(({ offset, length }) => this.#slice(offset, length)));
  }

  fetchSlice(slice: {
    offset: number;
    length: number;
  }): Promise<{ data: ArrayBufferLike; offset: number; length: number }> {
    return Promise.resolve({ ...slice, data: this.#slice(slice.offset, slice.length) });
  }

  async close(): Promise<void> {
    // Whoever opened the file closes it.
  }

  #slice(offset: number, length: number): ArrayBuffer {
    const available = Math.max(0, Math.min(length, this.source.size - offset));
    const bytes = new Uint8Array(available);
    bytes.set(this.source.read(offset, available));
    if (offset === 0) this.#patch(bytes);
    return bytes.buffer;
  }

  #patch(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer);
    const { little, big } = this.header;
    if (big && bytes.length >= 16) view.setBigUint64(8, BigInt(this.offset), little);
    else if (!big && bytes.length >= 8) view.setUint32(4, this.offset, little);
  }
}
