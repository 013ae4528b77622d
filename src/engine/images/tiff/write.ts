/** TIFF 6.0 and, beyond 4 GiB, BigTIFF: pages of any kind of samples, in compressed strips. */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { setFloat16 } from '@petamoriken/float16';
import { area } from '../../../core/geometry';
import { filled, rowsOf } from '../../../core/sample-source';
import { sampleTraits, type SampleKind, type Samples } from '../../../core/samples';
import { Spool } from '../../../files/spool';
import { withChannels } from '../conversions';
import { uprightExif } from '../exif';
import type { DecodedImage, Metadata } from '../image';
import { Raster } from '../raster';
import { allocateSamples } from '../sample-file';
import {
  bigTiffHeader,
  bytes,
  directoryOf,
  longLongs,
  longs,
  numbers,
  rational,
  shorts,
  Tag,
  tiffHeader,
  writeDirectory,
  type Directory,
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
      big = area(raster) * raster.channels * (sampleTraits[raster.shape.kind].bits / 8) * count > classicLimit;
      const header = big ? bigTiffHeader : tiffHeader;
      yield header;
      offset = header.length;
    }
    done++;
    channels.push(image);
    if (channels.length < (channel?.count ?? 1) && done < count) continue;
    offset = yield* writePage(channels, offset, done === count, big);
    channels = [];
  }
}

/** @returns where the next page begins */
async function* writePage(
  channels: readonly DecodedImage[],
  offset: number,
  isLast: boolean,
  big: boolean,
): AsyncGenerator<Uint8Array, number> {
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
  const lengths: number[] = [];
  // The directory, which tells where they are, stands before them.
  const strips = new Spool();
  try {
    for (const plane of planes) {
      for await (const strip of compressStrips(plane, rows)) {
        lengths.push(strip.length);
        strips.add(strip);
      }
    }
    const structured = structure(raster, planes.length, rows, metadata.tags);
    const tags = new Map([...kept(metadata, raster), ...structured]);
    const place = (data: number) => {
      let end = data;
      const offsets = lengths.map(length => (end += length) - length);
      const pointers = big ? longLongs : longs;
      tags.set(Tag.StripOffsets, pointers(Tag.StripOffsets, ...offsets));
      tags.set(Tag.StripByteCounts, longs(Tag.StripByteCounts, ...lengths));
    };
    place(0);
    const start = offset + writeDirectory(tags, offset, 0, big).length;
    place(start);
    const padding = Buffer.alloc(strips.length % 2);
    const end = start + strips.length + padding.length;
    yield writeDirectory(tags, offset, isLast ? 0 : end, big);
    yield* strips.take();
    yield padding;
    return end;
  } finally {
    strips.discard();
  }
}

/** One raster, or one for each channel, as the source had them. Colours of gray are images of their own, extras then. */
function laidOut(rasters: readonly Raster[], isPlanar: boolean): readonly Raster[] {
  const [first] = rasters;
  const { shape, scale, channels } = first;
  if (isPlanar ? rasters.length > 1 || channels === 1 : rasters.length === 1) return rasters;
  if (isPlanar) {
    // The colours of what the planes are together.
    const ofPlane = { ...shape, extras: shape.colours === 'gray' ? 0 : -2 };
    return Array.from({ length: channels }, (_, channel) => withChannels(first, ofPlane, [channel]));
  }
  const count = rasters.length;
  const joined = { ...shape, extras: count - 1 };
  const samples = filled(allocateSamples(joined), band => {
    const written = sampleTraits[shape.kind].allocate(area(band) * count);
    for (const [channel, raster] of rasters.entries()) {
      const data = rowsOf(raster.samples, band);
      for (let i = 0; i < data.length; i++) written[i * count + channel] = data[i];
    }
    return written;
  });
  return [new Raster(joined, samples, scale)];
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

async function* compressStrips(raster: Raster, rows: number): AsyncGenerator<Buffer> {
  const { height, width, channels, shape, samples } = raster;
  const count = Math.ceil(height / rows);
  for (let first = 0; first < count; first += together) {
    const batch = Array.from({ length: Math.min(together, count - first) }, (_, i) => {
      const y = (first + i) * rows;
      const strip = rowsOf(samples, { x: 0, y, width, height: Math.min(rows, height - y) });
      return compress(toBytes(strip, shape.kind, width, channels));
    });
    yield* await Promise.all(batch);
  }
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
