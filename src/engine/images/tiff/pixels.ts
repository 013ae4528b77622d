/** Pixels of TIFFs that libvips does not read as they are, by geotiff.js: any kind of samples, packing and compression. */
import { GeoTIFF, getDecoder, type Pool } from 'geotiff';
import { sampleTraits, type Samples } from '../../../core/samples';
import { text } from '../../text';
import type { ByteSource } from '../byte-source';
import type { TiffHeader } from './directory';
import type { TiffLayout } from './file';

const zstd = 50_000;

/** @param channels which channels, in order; @returns `[height, width, channels]` */
export async function readTiffPixels(
  source: ByteSource,
  header: TiffHeader,
  offset: number,
  layout: TiffLayout,
  channels: readonly number[],
): Promise<Samples> {
  const page: unknown = new PageSource(source, header, offset);
  const tiff = await GeoTIFF.fromSource(page as Parameters<typeof GeoTIFF.fromSource>[0]);
  const image = await tiff.getImage(0);
  const options = { samples: [...channels], interleave: true, pool: strict(layout) };
  const values = (await image.readRasters(options)) as unknown as Samples;
  // What geotiff.js adds to the array would be copied along.
  for (const name of ['width', 'height']) Reflect.deleteProperty(values, name);
  // Packed samples are unpacked in this machine's order, but read in that of the file.
  if (!header.little && layout.bits > 8 && layout.bits < 16) Buffer.from(values.buffer).swap16();
  const { kind } = layout;
  const own = sampleTraits[kind].allocate(0);
  return values.constructor === own.constructor ? values : copied(values, sampleTraits[kind].allocate(values.length));
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

function copied(from: Samples, to: Samples): Samples {
  to.set(from);
  return to;
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

/** Interleaved samples turned as an orientation tag says (TIFF 6.0, section 8); 5 to 8 swap width and height. */
export function turned(data: Samples, width: number, height: number, orientation: number): Samples {
  if (!(orientation >= 2 && orientation <= 8)) return data;
  const channels = data.length / (width * height);
  const written = data.slice();
  const swaps = orientation > 4;
  const target = swaps ? height : width;
  for (let y = 0, from = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column =
        orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8 ? width - 1 - x : x;
      const row = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7 ? height - 1 - y : y;
      let to = (swaps ? column * target + row : row * target + column) * channels;
      for (let c = 0; c < channels; c++) written[to++] = data[from++];
    }
  }
  return written;
}
