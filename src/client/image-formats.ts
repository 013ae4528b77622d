/** Which image files there are, by extension, and what each format can hold: shared by whoever offers or does saving. */
import { sampleTraits, type SampleKind } from '../core/samples';
import type { ImageInfo } from './contract';
import { text } from './text';

/** What a file may carry besides pixels, with its name for people. */
export const metadataNames = text.metadata;
export type MetadataKind = keyof typeof metadataNames;

export interface ImageFormat {
  readonly name: string;
  readonly extensions: readonly string[];
  /** Kinds of samples that its files hold; what else there is becomes the last of them. */
  readonly samples: readonly SampleKind[];
  readonly keepsAlpha: boolean;
  readonly keeps: readonly MetadataKind[];
  /** Whether one file holds several images of equal rank. */
  readonly pages?: true;
  /** The format that is proposed instead of this one. */
  readonly writtenAs?: 'png' | 'tiff' | 'pnm';
  readonly onlyRead?: true;
  /** Whether white is whatever number the file names; other programs take the largest of the depth elsewhere. */
  readonly anyWhite?: true;
  /** Largest width and height. */
  readonly maxEdge?: number;
  /** Most megapixels of a file that is read, and of one that is written, as a whole: more would not stay below 1 GiB of memory. */
  readonly mostRead?: number;
  readonly mostWritten?: number;
  /** What saving costs besides, as a sentence. */
  readonly loss?: string;
}

const photo = ['profile', 'exif', 'xmp', 'density'] as const;

export const imageFormats = {
  png: {
    name: 'PNG',
    extensions: ['.png'],
    samples: ['uint8', 'uint16'],
    keepsAlpha: true,
    keeps: [...photo, 'cicp', 'colour'],
  },
  jpeg: {
    name: 'JPEG',
    extensions: ['.jpg', '.jpeg'],
    samples: ['uint8'],
    keepsAlpha: false,
    keeps: [...photo, 'iptc'],
    // The format has 16 bits for it, but libjpeg and most programs stop here.
    maxEdge: 65_500,
    // Progressive ones.
    mostRead: 130,
    loss: text.jpegLoss,
  },
  webp: {
    name: 'WebP',
    extensions: ['.webp'],
    samples: ['uint8'],
    keepsAlpha: true,
    keeps: ['profile', 'exif', 'xmp'],
    maxEdge: 16_383,
    mostRead: 100,
    mostWritten: 24,
  },
  avif: {
    name: 'AVIF',
    extensions: ['.avif'],
    samples: ['uint8'],
    keepsAlpha: true,
    keeps: ['profile', 'exif', 'xmp', 'cicp'],
    maxEdge: 16_384,
    mostRead: 40,
    mostWritten: 16,
  },
  raw: {
    name: 'camera raw',
    extensions: ['.dng', '.nef', '.cr2', '.cr3', '.arw', '.raf', '.orf', '.rw2', '.pef', '.srw'],
    samples: ['uint16'],
    keepsAlpha: false,
    keeps: [],
    writtenAs: 'tiff',
    onlyRead: true,
  },
  tiff: {
    name: 'TIFF',
    extensions: ['.tif', '.tiff'],
    samples: ['uint8', 'int8', 'int16', 'uint32', 'int32', 'half', 'float', 'double', 'uint16'],
    keepsAlpha: true,
    keeps: [...photo, 'tags', 'iptc'],
    pages: true,
    anyWhite: true,
  },
  bmp: {
    name: 'BMP',
    extensions: ['.bmp', '.dib'],
    samples: ['uint8'],
    keepsAlpha: true,
    keeps: ['density'],
  },
  heic: {
    name: 'HEIC',
    extensions: ['.heic', '.heif', '.hif'],
    samples: ['uint8', 'uint16'],
    keepsAlpha: true,
    // Without tiles, which the pictures of phones have.
    mostRead: 48,
    keeps: [],
    writtenAs: 'png',
    onlyRead: true,
  },
  jxl: {
    name: 'JPEG XL',
    extensions: ['.jxl'],
    samples: ['uint8', 'uint16'],
    keepsAlpha: true,
    // Without losses.
    mostRead: 40,
    keeps: [],
    writtenAs: 'png',
    onlyRead: true,
  },
  fits: {
    name: 'FITS',
    extensions: ['.fits', '.fit', '.fts'],
    samples: ['uint8', 'int8', 'int16', 'uint16', 'int32', 'uint32', 'double', 'float'],
    keepsAlpha: false,
    keeps: ['header'],
    pages: true,
    anyWhite: true,
  },
  pnm: {
    name: 'PGM/PPM',
    extensions: ['.pgm', '.ppm', '.pnm'],
    samples: ['uint8', 'uint16'],
    keepsAlpha: false,
    keeps: [],
    pages: true,
    anyWhite: true,
  },
  pam: {
    name: 'PAM',
    extensions: ['.pam'],
    samples: ['uint8', 'uint16'],
    keepsAlpha: true,
    keeps: [],
    pages: true,
    anyWhite: true,
  },
  pbm: {
    name: 'PBM',
    extensions: ['.pbm'],
    samples: ['uint8'],
    keepsAlpha: false,
    keeps: [],
    writtenAs: 'pnm',
    onlyRead: true,
    loss: text.pbmLoss,
  },
  pfm: {
    name: 'PFM',
    extensions: ['.pfm'],
    samples: ['float'],
    keepsAlpha: false,
    keeps: ['scale'],
  },
  exr: {
    name: 'OpenEXR',
    extensions: ['.exr'],
    samples: ['uint32', 'half', 'float'],
    keepsAlpha: true,
    keeps: ['exr'],
  },
  gif: {
    name: 'GIF',
    extensions: ['.gif'],
    samples: ['uint8'],
    keepsAlpha: false,
    keeps: [],
    // GIF could be written, but 256 colours would undo the denoising: only who asks for it gets it.
    writtenAs: 'png',
    maxEdge: 65_535,
    mostRead: 150,
    mostWritten: 30,
    loss: text.gifLoss,
  },
} as const satisfies Record<string, ImageFormat>;
export type ImageFormatName = keyof typeof imageFormats;

export const imageFormatNames = Object.keys(imageFormats) as ImageFormatName[];
export const imageExtensions: readonly string[] = Object.values(imageFormats).flatMap(format => format.extensions);
/** The formats that images can be saved in. */
export const writtenFormats = imageFormatNames.filter(name => !('onlyRead' in imageFormats[name]));

/** The format that a path's extension names, whatever its case. */
export function formatOfPath(path: string): ImageFormatName | undefined {
  const lower = path.toLowerCase();
  return imageFormatNames.find(name => imageFormats[name].extensions.some(extension => lower.endsWith(extension)));
}

/** The format in which an image of this name is saved unless another is asked for, and why it is another one. */
export function proposedFormat(path: string): { format: ImageFormatName; why?: string } {
  const own = formatOfPath(path);
  if (own === undefined) return { format: 'png', why: text.extensionUnknown };
  const { name, writtenAs, loss }: ImageFormat = imageFormats[own];
  if (writtenAs === undefined) return { format: own };
  return { format: writtenAs, why: loss ?? text.onlyRead(name) };
}

/** `path` with what it is called when saved: `<name>.denoised.<ext>`, the extension as it was where it still fits. */
export function denoisedName(name: string, extension: string): string {
  const { format } = proposedFormat(`x${extension}`);
  const same = formatOfPath(`x${extension}`) === format;
  return `${name}.denoised${same ? extension : imageFormats[format].extensions[0]}`;
}

/** The kind of samples in which an image is saved. */
export function savedKind(kind: SampleKind, name: ImageFormatName): SampleKind {
  const { samples }: ImageFormat = imageFormats[name];
  return samples.includes(kind) ? kind : (samples.at(-1) ?? 'uint8');
}

/** What of an image decides what saving costs. */
export type SavedInfo = Pick<ImageInfo, 'bitDepth' | 'sampleKind' | 'range' | 'hasAlpha' | 'metadata'>;

/** What will not be kept when an image such as `source` is saved as `format`, one sentence each. */
export function lossesOfSaving(source: SavedInfo, format: ImageFormatName): string[] {
  const kept: ImageFormat = imageFormats[format];
  return [
    ...samplesLost(source, format),
    ...(source.hasAlpha && !kept.keepsAlpha ? [text.dropped(kept.name, text.alpha)] : []),
    ...source.metadata
      .filter(kind => !kept.keeps.includes(kind))
      .map(kind => text.dropped(kept.name, metadataNames[kind])),
    ...(kept.loss === undefined ? [] : [kept.loss]),
  ];
}

function samplesLost({ sampleKind, bitDepth, range }: SavedInfo, format: ImageFormatName): string[] {
  const { name, anyWhite }: ImageFormat = imageFormats[format];
  const kind = savedKind(sampleKind, format);
  const { max, integer } = sampleTraits[kind];
  if (kind === sampleKind) {
    const isDark = integer && range.basis === 'depth' && range.white < max && anyWhite !== true;
    return isDark ? [text.whiteStays(name, range.white, max)] : [];
  }
  if (!integer) return [text.samplesAsFloat(name, sampleTraits[sampleKind].name, sampleTraits[kind].name)];
  if (sampleKind === 'uint16' && range.basis === 'depth' && bitDepth === 16) {
    return [text.reducedTo8(name)];
  }
  const { black, white } = savedRange(range);
  return [text.samplesConverted(name, sampleTraits[sampleKind].name, shortNumber(black), shortNumber(white), max)];
}

/** The values that become black and white where samples of another kind have to be written. */
export function savedRange({ black, white, basis }: ImageInfo['range']): { black: number; white: number } {
  return basis === 'unit' ? { black: 0, white: 1 } : { black, white };
}

/** Four digits are enough to recognise a value. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(Number.isInteger(value) ? 15 : 4)));
}
