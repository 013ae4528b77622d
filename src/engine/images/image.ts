import type { ImageInfo } from '../../client/contract';
import { shortNumber, type ImageFormatName, type MetadataKind } from '../../client/image-formats';
import type { Size } from '../../core/geometry';
import { text } from '../text';
import { srgb } from './cicp';
import type { Attribute } from './openexr/header';
import type { Raster } from './raster';
import { Tag, type Directory } from './tiff/directory';

/** Pixels a unit of length. */
export interface Density {
  readonly x: number;
  readonly y: number;
  readonly unit: 'inch' | 'centimetre';
}

export interface ExrMetadata {
  readonly attributes: readonly Attribute[];
  /** Of its channels, colours first. */
  readonly names: readonly string[];
  /** Where the picture begins. */
  readonly left: number;
  readonly top: number;
}

/** What a file carries besides pixels, in forms that every format can be written from. */
export interface Metadata {
  /** ICC profile of the pixels. */
  readonly profile?: Buffer | undefined;
  /** EXIF, with what other formats have of the kind (a TIFF's maker, artist, copyright); upright, without a thumbnail. */
  readonly exif?: Directory | undefined;
  /** XMP packet. */
  readonly xmp?: Buffer | undefined;
  readonly density?: Density | undefined;
  /** Code points of primaries, transfer function, matrix (0: RGB) and range (1: full) of ITU-T H.273, a byte each. */
  readonly cicp?: Buffer | undefined;
  /** PNG chunks that say how numbers become light, whole: gAMA, cHRM and their kin. */
  readonly colour?: readonly Buffer[] | undefined;
  /** Tags of a TIFF that only a TIFF can keep. */
  readonly tags?: Directory | undefined;
  readonly iptc?: Buffer | undefined;
  /** What a PFM says its numbers are to be multiplied by, where it is not 1. */
  readonly scale?: number | undefined;
  /** Cards of a FITS header. */
  readonly header?: readonly string[] | undefined;
  /** What an OpenEXR file says besides its pixels. */
  readonly exr?: ExrMetadata | undefined;
  /** Kinds that no writer can keep. */
  readonly lost?: readonly MetadataKind[] | undefined;
}

export interface DecodedImage {
  readonly raster: Raster;
  readonly info: ImageInfo;
  readonly metadata: Metadata;
  /** Set where the image is one channel of a page of several; an alpha channel among them is kept as it is. */
  readonly channel?: { readonly index: number; readonly count: number; readonly kept: boolean };
  /** Set where the image is one of the four colour planes of a mosaic: the size of all of it. */
  readonly mosaic?: Size;
}

/** Whether a writer is done with it when it asks for the next one: parts of one page are written together. */
export function isWholePage({ channel, mosaic }: DecodedImage): boolean {
  return channel === undefined && mosaic === undefined;
}

/** What a reader has to say besides pixels and metadata. */
interface Described {
  readonly format: ImageFormatName;
  readonly pages?: number;
  readonly notes?: readonly (string | undefined)[];
}

export function decoded(
  raster: Raster,
  metadata: Metadata,
  { format, pages = 1, notes = [] }: Described,
): DecodedImage {
  const { width, height, kind, bits, colours, extras } = raster.shape;
  return {
    raster,
    metadata,
    info: {
      width,
      height,
      format,
      bitDepth: bits,
      sampleKind: kind,
      range: raster.scale.native,
      channels: colours,
      hasAlpha: extras > 0,
      metadata: kindsOf(metadata),
      pages,
      notes: [...notes, ...valueNotes(raster)].filter(note => note !== undefined),
    },
  };
}

function kindsOf({ lost = [], ...kept }: Metadata): MetadataKind[] {
  const present = (Object.keys(kept) as (keyof typeof kept)[]).filter(
    kind =>
      kept[kind] !== undefined &&
      (kind !== 'tags' || tells(kept.tags)) &&
      (kind !== 'cicp' || kept.cicp?.equals(srgb) === false),
  );
  return [...present, ...lost];
}

const layoutTags: ReadonlySet<number> = new Set([Tag.Photometric, Tag.PlanarConfiguration, Tag.ExtraSamples]);

/** Whether there are tags besides those that the writer follows to lay out the file in the same way. */
function tells(tags: Directory | undefined): boolean {
  return tags !== undefined && [...tags.keys()].some(tag => !layoutTags.has(tag));
}

/** What the value policy did that the user should know. */
function valueNotes(raster: Raster): string[] {
  const { scale } = raster;
  const { survey, native } = scale;
  if (survey === undefined) return [];
  const beyond = raster.countBeyond();
  return [
    ...(native.basis === 'data' ? [text.ownScale(shortNumber(native.black), shortNumber(native.white))] : []),
    ...(survey.missing > 0 ? [text.samplesKept(survey.missing, text.missingValues)] : []),
    ...(beyond > 0 ? [text.samplesKept(beyond, text.valuesBeyond)] : []),
  ];
}
