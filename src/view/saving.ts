import path from 'node:path';
import type { ImageInfo } from '../client/contract';
import type { Keeps } from './protocol';

interface Format {
  readonly bits: 8 | 16;
  readonly alpha: boolean;
  readonly lossy: boolean;
}
const lossless: Format = { bits: 16, alpha: true, lossy: false };

/** What the formats that can be written are able to hold. All of them hold an ICC profile and EXIF. */
const formats: Readonly<Partial<Record<string, Format>>> = {
  png: lossless,
  tif: lossless,
  tiff: lossless,
  jpg: { bits: 8, alpha: false, lossy: true },
  jpeg: { bits: 8, alpha: false, lossy: true },
  webp: { bits: 8, alpha: true, lossy: true },
  avif: { bits: 8, alpha: true, lossy: true },
};

const extensionOf = (file: string): string => path.extname(file).slice(1).toLowerCase();

/** `<name>.denoised.<ext>` beside the image; PNG for a type that can be read but not written. */
export function proposedOutput(image: string): string {
  const { dir, name, ext } = path.parse(image);
  return path.join(dir, `${name}.denoised${extensionOf(image) in formats ? ext : '.png'}`);
}

/** The types of a save dialog, that of `proposed` first. */
export function saveFilters(proposed: string): Record<string, string[]> {
  const own = extensionOf(proposed);
  const types: [name: string, extensions: string[]][] = [
    ['PNG', ['png']],
    ['TIFF', ['tif', 'tiff']],
    ['JPEG', ['jpg', 'jpeg']],
    ['WebP', ['webp']],
    ['AVIF', ['avif']],
  ];
  // With the letter case of the source first, or a dialog adds a second extension to its name.
  const written = path.extname(proposed).slice(1);
  const of = (extensions: string[]) => (extensions.includes(own) ? [...new Set([written, ...extensions])] : extensions);
  types.sort((a, b) => Number(b[1].includes(own)) - Number(a[1].includes(own)));
  return Object.fromEntries(types.map(([name, extensions]) => [name, of(extensions)]));
}

/** What `output` will keep of the source and what not, one phrase each; `extra` are the engine's own reservations. */
export function keepsWhenSaving(info: ImageInfo, output: string, extra: readonly string[] = []): Keeps {
  const format = formats[extensionOf(output)] ?? lossless;
  const kept: string[] = [];
  const lost: string[] = [...extra];
  if (info.bitDepth > format.bits) lost.push(`${info.bitDepth} bit per channel (becomes 8)`);
  else kept.push(`${info.bitDepth} bit per channel`);
  if (info.hasAlpha) (format.alpha ? kept : lost).push('transparency');
  if (info.hasProfile) kept.push('colour profile');
  if (info.hasExif) kept.push('EXIF');
  if (info.channels === 'gray') kept.push('gray');
  if (format.lossy) lost.push('exact pixels (the format compresses with loss)');
  return { kept, lost };
}
