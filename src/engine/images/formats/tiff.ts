import { AmsnetError, firstLine } from '../../../core/errors';
import { text } from '../../text';
import { withFile, type ByteSource } from '../byte-source';
import { startsWith, type ImageCodec } from '../codec';
import { densityOf, descriptive } from '../exif';
import { decoded, type DecodedImage, type Metadata } from '../image';
import { checkPixels } from '../pixel-limit';
import { Raster } from '../raster';
import { readRaw } from '../raw';
import { allocateSamples } from '../sample-file';
import { readWithSharp } from '../sharp-reader';
import { directoryOf, numbers, readDirectory, Tag, textOf, type Directory } from '../tiff/directory';
import { checkTiles, checkWhole, indexTiff, layoutOf, type TiffFile, type TiffLayout } from '../tiff/file';
import { readTiffPixels } from '../tiff/pixels';
import { isLargeStrip, isStreamed } from '../tiff/strips';
import { writeTiff } from '../tiff/write';
import { upright } from '../upright';

export const codec: ImageCodec = {
  recognises: head => startsWith(head, 'II*\0', 'MM\0*', 'II+\0', 'MM\0+'),
  read: (path, page) =>
    withFile(path, async source => {
      try {
        return await readPage(path, source, page);
      } catch (error) {
        if (error instanceof AmsnetError) throw error;
        throw new AmsnetError('image/unreadable', ...text.imageUnreadable(path, firstLine(error)), { cause: error });
      }
    }),
  write: writeTiff,
};

/** Palette, CMYK, YCbCr, Lab. */
const converted: ReadonlySet<number> = new Set([3, 5, 6, 8, 9]);
/** None, CCITT, LZW, JPEG, deflate, packed bits. */
const compressions: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 32773, 32946]);

async function readPage(path: string, source: ByteSource, index: number): Promise<DecodedImage> {
  const file = await indexTiff(path, source);
  if (file.raw) {
    checkWhole(source, file);
    const metadata = { exif: descriptive(file.raw), xmp: file.raw.get(Tag.Xmp)?.data };
    return readRaw(path, source, textOf(file.raw.get(Tag.Make)), metadata);
  }
  const first = readDirectory(source, file.header, file.offsets[0]).directory;
  const perPage = channelsOf(layoutOf(path, first));
  const page = Math.floor(index / perPage);
  if (page >= file.offsets.length) {
    const count = perPage * file.offsets.length;
    throw new AmsnetError('settings/invalid', text.noSuchPage(path, index + 1, count));
  }
  const offset = file.offsets[page];
  const { directory } = readDirectory(source, file.header, offset);
  const layout = layoutOf(path, directory);
  if (channelsOf(layout) !== perPage) throw new AmsnetError('image/unsupported', ...text.pagesDiffer(path));
  checkTiles(source, directory);
  const pages = perPage * file.offsets.length;
  const notes = [file.others > 0 ? text.reducedLeftOut(file.others) : undefined];
  if (layout.photometric === 0 && suitsSharp(layout)) notes.push(text.whiteIsZero);
  const streams = isLargeStrip(layout) && isStreamed(layout, directory);
  if (suitsSharp(layout) && !(isCommon(layout) && (layout.width > widestForSharp || streams))) {
    // libtiff decodes strips by rows, of the bytes of all of one.
    const longest = numbers(directory.get(Tag.StripByteCounts)).reduce((most, each) => Math.max(most, each), 0);
    const held = layout.isTiled ? layout.blockBytes : Math.min(longest, source.size);
    checkBlock(path, held);
    // libvips takes tiles that it cannot decode for black ones.
    if (isSilent(layout)) {
      const rows = readTiffPixels(source, file.header, offset, layout, [0]);
      while ((await rows.next()).done !== true);
    }
    const { raster, profile, note } = await readWithSharp(path, {
      page: vipsPage(source, file, offset),
      unlimited: held > mostByDefault,
    });
    const keepsProfile = !converted.has(layout.photometric) || layout.photometric === 3;
    const metadata = {
      ...metadataOf(directory, [Tag.PlanarConfiguration, Tag.ExtraSamples]),
      profile: keepsProfile ? profile : undefined,
    };
    return decoded(raster, metadata, { format: 'tiff', pages, notes: [note, ...notes] });
  }
  return readHere(path, source, file, { directory, offset, layout, channel: index % perPage, perPage, pages, notes });
}

interface Page {
  readonly directory: Directory;
  readonly offset: number;
  readonly layout: TiffLayout;
  readonly channel: number;
  readonly perPage: number;
  readonly pages: number;
  readonly notes: (string | undefined)[];
}

async function readHere(path: string, source: ByteSource, file: TiffFile, page: Page): Promise<DecodedImage> {
  const { directory, offset, layout, channel, perPage, pages, notes } = page;
  if (converted.has(layout.photometric)) {
    throw new AmsnetError('image/unsupported', ...text.samplesUnsupported(path, text.notRgb));
  }
  checkPixels(path, layout);
  if (!isStreamed(layout, directory)) checkBlock(path, layout.blockBytes);
  const rgb = layout.photometric === 2 && layout.samples >= 3;
  const channels = perPage > 1 ? [channel] : Array.from({ length: layout.samples }, (_, i) => i);
  const { kind, bits, orientation } = layout;
  const format = { kind, bits, colours: rgb ? 'rgb' : 'gray', extras: channels.length - (rgb ? 3 : 1) } as const;
  const stored = allocateSamples({ ...layout, ...format });
  for await (const { rect, samples } of readTiffPixels(source, file.header, offset, layout, channels)) {
    stored.write(rect, samples);
  }
  const samples = upright(stored, orientation, size => allocateSamples({ ...size, ...format }));
  const { width, height } = samples;
  const raster = Raster.of({ ...format, width, height }, samples, noDataOf(directory));
  const inverted = layout.photometric === 0 ? [Tag.Photometric] : [];
  const metadata = metadataOf(directory, [...inverted, Tag.PlanarConfiguration, Tag.ExtraSamples]);
  const image = decoded(raster, metadata, { format: 'tiff', pages, notes });
  if (perPage === 1) return image;
  const alpha = layout.extraSamples[channel - 1];
  return { ...image, channel: { index: channel, count: perPage, kept: channel > 0 && (alpha === 1 || alpha === 2) } };
}

/** Most bytes of a strip or tile that is decoded as a whole: decoders hold it a few times. */
const mostOfBlock = 128 << 20;
/** libvips takes so much for one only where it is told to. */
const mostByDefault = 16 << 20;

/** @throws {AmsnetError} image/too-large */
function checkBlock(path: string, bytes: number): void {
  if (bytes <= mostOfBlock) return;
  throw new AmsnetError(
    'image/too-large',
    ...text.blockTooLarge(path, (bytes / 2 ** 20).toFixed(0), mostOfBlock / 2 ** 20),
  );
}

/** What libvips reads without changing a sample, or converts, which it says. */
function suitsSharp(layout: TiffLayout): boolean {
  const { kind, bits, samples, photometric, extraSamples, compression } = layout;
  if (!compressions.has(compression)) return false;
  if (kind !== 'uint8' && kind !== 'uint16') return false;
  if (converted.has(photometric)) return true;
  if (bits !== 8 && bits !== 16) return bits < 8 && photometric < 2 && samples === 1;
  if (isSilent(layout)) return false;
  if (photometric === 2) return samples === 3 || samples === 4;
  return samples === 1 || (samples === 2 && extraSamples[0] > 0);
}

/** libvips holds hundreds of rows in full width. */
const widestForSharp = 32_768;

/** What is read in the same way here: samples of whole bytes, 0 for black, whose compression is none of its own. */
function isCommon({ bits, photometric, compression }: TiffLayout): boolean {
  return (
    (bits === 8 || bits === 16) &&
    (photometric === 1 || photometric === 2) &&
    [1, 5, 8, 32773, 32946].includes(compression)
  );
}

/** Tiles of any compression but JPEG. */
function isSilent({ isTiled, compression }: TiffLayout): boolean {
  return isTiled && compression !== 6 && compression !== 7;
}

/** Gray channels that are images of their own: all but gray with alpha. */
function channelsOf({ photometric, samples, extraSamples }: TiffLayout): number {
  if (photometric > 1 || samples === 1) return 1;
  return samples === 2 && (extraSamples[0] === 1 || extraSamples[0] === 2) ? 1 : samples;
}

/** libvips counts all directories, reduced ones too. */
function vipsPage(source: ByteSource, { header }: TiffFile, offset: number): number {
  let page = 0;
  for (let at = header.first; at !== offset && at !== 0; page++) at = readDirectory(source, header, at).next;
  return page;
}

function noDataOf(directory: Directory): number | undefined {
  const value = textOf(directory.get(Tag.GdalNoData))?.trim();
  return value === undefined || value === '' || !Number.isFinite(Number(value)) ? undefined : Number(value);
}

/** Tags that say how pixels lie in the file, not what they are; and layers, which show the noisy picture. */
const structural: ReadonlySet<number> = new Set([
  254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 284, 288, 289, 290, 291, 292, 293, 301, 317,
  318, 319, 320, 321, 322, 323, 324, 325, 330, 332, 334, 336, 338, 339, 340, 341, 342, 347, 512, 513, 514, 515, 517, 518, 519,
  520, 521, 529, 530, 531, 532, 559, 37724, 50674,
]); // prettier-ignore
const elsewhere: ReadonlySet<number> = new Set([
  Tag.Xmp,
  Tag.IccProfile,
  Tag.XResolution,
  Tag.YResolution,
  Tag.ResolutionUnit,
]);

/** @param layout structural tags that the writer follows */
function metadataOf(directory: Directory, layout: readonly number[]): Metadata {
  const exif = descriptive(directory);
  const own = [...directory.values()].filter(
    ({ tag }) => !structural.has(tag) && !elsewhere.has(tag) && exif?.has(tag) !== true,
  );
  const followed = layout.map(tag => directory.get(tag)).filter(entry => entry !== undefined);
  const tags = directoryOf([...own, ...followed]);
  return {
    exif,
    tags: tags.size > 0 ? tags : undefined,
    profile: directory.get(Tag.IccProfile)?.data,
    xmp: directory.get(Tag.Xmp)?.data,
    density: densityOf(directory),
    lost: directory.has(37724) ? ['layers'] : undefined,
  };
}
