/** Which image files there are, by extension, and what each format can hold: shared by whoever offers or does saving. */
import type { ImageInfo } from './contract';

export interface ImageFormat {
  readonly name: string;
  readonly extensions: readonly string[];
  readonly keeps16Bit: boolean;
  readonly keepsAlpha: boolean;
  readonly keepsProfile: boolean;
  readonly keepsExif: boolean;
  /** Largest width and height. */
  readonly maxEdge?: number;
  /** What saving costs besides, as a sentence. */
  readonly loss?: string;
}

const everything = { keeps16Bit: true, keepsAlpha: true, keepsProfile: true, keepsExif: true };

export const imageFormats = {
  png: { name: 'PNG', extensions: ['.png'], ...everything },
  jpeg: {
    name: 'JPEG',
    extensions: ['.jpg', '.jpeg'],
    ...everything,
    keeps16Bit: false,
    keepsAlpha: false,
    maxEdge: 65_535,
    loss: 'JPEG compresses with a small loss (quality 95, full colour resolution).',
  },
  webp: { name: 'WebP', extensions: ['.webp'], ...everything, keeps16Bit: false, maxEdge: 16_383 },
  avif: { name: 'AVIF', extensions: ['.avif'], ...everything, keeps16Bit: false },
  tiff: { name: 'TIFF', extensions: ['.tif', '.tiff'], ...everything, keepsExif: false },
  gif: {
    name: 'GIF',
    extensions: ['.gif'],
    keeps16Bit: false,
    keepsAlpha: false,
    keepsProfile: false,
    keepsExif: false,
    maxEdge: 65_535,
    loss: 'GIF holds 256 colours.',
  },
} as const satisfies Record<string, ImageFormat>;
export type ImageFormatName = keyof typeof imageFormats;

export const imageExtensions: readonly string[] = Object.values(imageFormats).flatMap(format => format.extensions);

/** The format that a path's extension names, whatever its case. */
export function formatOfPath(path: string): ImageFormatName | undefined {
  const lower = path.toLowerCase();
  const names = Object.keys(imageFormats) as ImageFormatName[];
  return names.find(name => imageFormats[name].extensions.some(extension => lower.endsWith(extension)));
}

/** What will not be kept when an image such as `source` is saved as `format`, one sentence each. */
export function lossesOfSaving(
  source: Pick<ImageInfo, 'bitDepth' | 'hasAlpha' | 'hasProfile' | 'hasExif'>,
  format: ImageFormatName,
): string[] {
  const kept: ImageFormat = imageFormats[format];
  return [
    ...(source.bitDepth === 16 && !kept.keeps16Bit
      ? [`${kept.name} holds 8 bits per channel: the image loses the lower 8 of its 16.`]
      : []),
    ...(source.hasAlpha && !kept.keepsAlpha ? [`${kept.name} cannot keep the alpha channel: it is left out.`] : []),
    ...(source.hasProfile && !kept.keepsProfile
      ? [`${kept.name} cannot keep the colour profile: it is left out.`]
      : []),
    ...(source.hasExif && !kept.keepsExif ? [`${kept.name} files are written without EXIF.`] : []),
    ...(kept.loss === undefined ? [] : [kept.loss]),
  ];
}
