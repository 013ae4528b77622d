/** TIFF 6.0 and, beyond 4 GiB, BigTIFF: pages of any kind of samples, in compressed strips, one page in memory at a time. */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { setFloat16 } from '@petamoriken/float16';
import { sampleTraits, type SampleKind, type Samples } from '../../../core/samples';
import { uprightExif } from '../exif';
import type { DecodedImage, Metadata } from '../image';
import { Raster } from '../raster';
import {
  bytes,
  directoryOf,
  longs,
  numbers,
  rational,
  shorts,
  Tag,
  writeDirectory,
  type Directory,
  type Entry,
} from './directory';

const compress = promisify(deflate);
const stripBytes = 1 << 18;
/** Strips that are compressed at once: as many as Node has threads for it. */
const together = 4;
/** Room for tags beside the pixels of the largest classic TIFF. */
const classicLimit = 4.2e9;

export async function* writeTiff(pages: AsyncIterable<DecodedImage>, count: number): AsyncGenerator<Uint8Array> {
  let offset = 0;
  let big = false;
  let done = 0;
  let channels: DecodedImage[] = [];
  for await (const image of pages) {
    const { raster, channel } = image;
    if (offset === 0) {
      big = raster.data.length * (sampleTraits[raster.shape.kind].bits / 8) * count > classicLimit;
      yield headerOf(big);
      offset = big ? 16 : 8;
    }
    done++;
    channels.push(image);
    if (channels.length < (channel?.count ?? 1) && done < count) continue;
    const written = await writePage(channels, offset, done === count, big);
    yield* written.parts;
    offset = written.end;
    channels = [];
  }
}

function headerOf(big: boolean): Buffer {
  return Buffer.from(big ? 'II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0' : 'II*\0\x08\0\0\0', 'latin1');
}

async function writePage(channels: readonly DecodedImage[], offset: number, isLast: boolean, big: boolean) {
  const [{ metadata }] = channels;
  const isPlanar = numbers(metadata.tags?.get(Tag.PlanarConfiguration))[0] === 2;
  const planes = laidOut(
    channels.map(channel => channel.raster),
    isPlanar,
  );
  const [raster] = planes;
  const { width, shape, height } = raster;
  const rowBytes = width * raster.channels * (sampleTraits[shape.kind].bits / 8);
  const rows = Math.max(1, Math.min(height, Math.floor(stripBytes / rowBytes)));
  const strips: Buffer[] = [];
  for (const plane of planes) strips.push(...(await compressStrips(plane, rows)));
  const structured = structure(raster, planes.length, rows, metadata.tags);
  const tags = new Map([...kept(metadata, raster), ...structured]);
  const place = (data: number) => {
    let end = data;
    const offsets = strips.map(({ length }) => (end += length) - length);
    const pointers = big ? longLongs : longs;
    tags.set(Tag.StripOffsets, pointers(Tag.StripOffsets, ...offsets));
    tags.set(Tag.StripByteCounts, longs(Tag.StripByteCounts, ...strips.map(({ length }) => length)));
  };
  place(0);
  const start = offset + writeDirectory(tags, offset, 0, big).length;
  place(start);
  const size = strips.reduce((sum, { length }) => sum + length, 0);
  const padding = Buffer.alloc(size % 2);
  const end = start + size + padding.length;
  return { parts: [writeDirectory(tags, offset, isLast ? 0 : end, big), ...strips, padding], end };
}

/** One raster, or one for each channel, as the source had them. Colours of gray are images of their own, extras then. */
function laidOut(rasters: readonly Raster[], isPlanar: boolean): readonly Raster[] {
  const [{ shape, scale, data, channels }] = rasters;
  const { width, height, kind } = shape;
  if (isPlanar ? rasters.length > 1 || channels === 1 : rasters.length === 1) return rasters;
  if (isPlanar) {
    return Array.from({ length: channels }, (_, channel) => {
      const plane = sampleTraits[kind].allocate(width * height);
      for (let i = 0; i < plane.length; i++) plane[i] = data[i * channels + channel];
      // The colours of what the planes are together.
      return new Raster({ ...shape, extras: -2 }, plane, scale);
    });
  }
  const count = rasters.length;
  const joined = sampleTraits[kind].allocate(width * height * count);
  for (const [channel, raster] of rasters.entries()) {
    for (let i = 0; i < raster.data.length; i++) joined[i * count + channel] = raster.data[i];
  }
  return [new Raster({ ...shape, extras: count - 1 }, joined, scale)];
}

function longLongs(tag: number, ...values: number[]): Entry {
  const data = Buffer.alloc(8 * values.length);
  for (const [i, value] of values.entries()) data.writeBigUInt64LE(BigInt(value), 8 * i);
  return { tag, type: 16, count: values.length, data };
}

/** @param source how the file was laid out that the image came from */
function structure(
  { shape, width, height, channels }: Raster,
  planes: number,
  rows: number,
  source: Directory | undefined,
): Directory {
  const { kind } = shape;
  const { bits, integer, min } = sampleTraits[kind];
  const samples = planes > 1 ? planes : channels;
  const extras = samples - (shape.colours === 'gray' ? 1 : 3);
  const meanings = source?.get(Tag.ExtraSamples);
  const each = (value: number) => Array<number>(samples).fill(value);
  return directoryOf([
    longs(Tag.ImageWidth, width),
    longs(Tag.ImageLength, height),
    shorts(Tag.BitsPerSample, ...each(bits)),
    shorts(Tag.Compression, 8),
    source?.get(Tag.Photometric) ?? shorts(Tag.Photometric, shape.colours === 'rgb' ? 2 : 1),
    shorts(Tag.SamplesPerPixel, samples),
    longs(Tag.RowsPerStrip, rows),
    shorts(Tag.PlanarConfiguration, planes > 1 ? 2 : 1),
    shorts(Tag.Predictor, predicts(kind) ? 2 : 1),
    shorts(Tag.SampleFormat, ...each(integer ? (min < 0 ? 2 : 1) : 3)),
    ...(extras > 0
      ? [meanings?.count === extras ? meanings : shorts(Tag.ExtraSamples, ...extraSamples(extras, source))]
      : []),
  ]);
}

/** Alpha that is not multiplied into the colours; what further channels of a TIFF mean nobody says. */
function extraSamples(count: number, source: Directory | undefined): number[] {
  return Array.from({ length: count }, (_, i) => (i === 0 && source === undefined ? 2 : 0));
}

/** Metadata as tags; what the pixels need comes over it. */
function kept(metadata: Metadata, raster: Raster): Directory {
  const { tags, exif, profile, xmp, iptc, density } = metadata;
  const all = new Map(exif ? uprightExif(exif, raster) : []);
  for (const tag of [Tag.Orientation, Tag.XResolution, Tag.YResolution, Tag.ResolutionUnit]) all.delete(tag);
  for (const [tag, entry] of tags ?? []) all.set(tag, entry);
  if (profile) all.set(Tag.IccProfile, bytes(Tag.IccProfile, 7, profile));
  if (xmp) all.set(Tag.Xmp, bytes(Tag.Xmp, 1, xmp));
  if (iptc) all.set(Tag.Photoshop, bytes(Tag.Photoshop, 1, iptc));
  if (density) {
    all.set(Tag.XResolution, rational(Tag.XResolution, density.x));
    all.set(Tag.YResolution, rational(Tag.YResolution, density.y));
    all.set(Tag.ResolutionUnit, shorts(Tag.ResolutionUnit, density.unit === 'inch' ? 2 : 3));
  }
  return all;
}

/** Differences of neighbours compress better; for 8 and 16 bit every reader knows them. */
function predicts(kind: SampleKind): boolean {
  const { bits, integer } = sampleTraits[kind];
  return integer && bits <= 16;
}

async function compressStrips(raster: Raster, rows: number): Promise<Buffer[]> {
  const { height, width, channels, shape } = raster;
  const count = Math.ceil(height / rows);
  const strips: Buffer[] = [];
  for (let first = 0; first < count; first += together) {
    const batch = Array.from({ length: Math.min(together, count - first) }, (_, i) => {
      const from = (first + i) * rows * width * channels;
      const samples = raster.data.subarray(from, Math.min(from + rows * width * channels, raster.data.length));
      return compress(toBytes(samples, shape.kind, width, channels));
    });
    strips.push(...(await Promise.all(batch)));
  }
  return strips;
}

/** Little-endian, as differences to the left neighbour where they are predicted. */
function toBytes(samples: Samples, kind: SampleKind, width: number, channels: number): Buffer {
  if (kind === 'half') {
    const halves = Buffer.alloc(2 * samples.length);
    const view = new DataView(halves.buffer, halves.byteOffset, halves.length);
    for (let i = 0; i < samples.length; i++) setFloat16(view, 2 * i, samples[i], true);
    return halves;
  }
  const copy = samples.slice();
  if (predicts(kind)) {
    const row = width * channels;
    for (let start = 0; start < copy.length; start += row) {
      for (let i = start + row - 1; i >= start + channels; i--) copy[i] -= copy[i - channels];
    }
  }
  return Buffer.from(copy.buffer, copy.byteOffset, copy.byteLength);
}
