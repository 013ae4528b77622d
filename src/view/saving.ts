import path from 'node:path';
import type { ImageInfo } from '../client/contract';
import {
  denoisedName,
  formatOfPath,
  imageFormats,
  lossesOfSaving,
  metadataNames,
  savedKind,
  writtenFormats,
  type ImageFormat,
} from '../client/image-formats';
import { sampleTraits } from '../core/samples';
import type { Keeps } from '../messages/view';
import { text } from './text';

/** `<name>.denoised.<ext>` beside the image; PNG for a type that only comes with a palette. */
export function proposedOutput(image: string): string {
  const { dir, name, ext } = path.parse(image);
  return path.join(dir, denoisedName(name, ext));
}

/** The types of a save dialog, that of `proposed` first. */
export function saveFilters(proposed: string): Record<string, string[]> {
  const own = formatOfPath(proposed);
  // With the letter case of the source first, or a dialog adds a second extension to its name.
  const written = path.extname(proposed).slice(1);
  const types = [...writtenFormats]
    .sort((a, b) => Number(b === own) - Number(a === own))
    .map((name): [string, string[]] => {
      const extensions = imageFormats[name].extensions.map(extension => extension.slice(1));
      return [imageFormats[name].name, name === own ? [...new Set([written, ...extensions])] : extensions];
    });
  return Object.fromEntries(types);
}

/** Whether all pages of a stack go into a file of this name. */
export function holdsPages(output: string): boolean {
  const format: ImageFormat = imageFormats[formatOfPath(output) ?? 'png'];
  return format.pages === true;
}

/**
 * What `output` will keep of the source and what not; `extra` are the engine's own reservations.
 * @param page the one that is shown, from 0
 */
export function keepsWhenSaving(info: ImageInfo, output: string, extra: readonly string[] = [], page = 0): Keeps {
  const name = formatOfPath(output) ?? 'png';
  const format: ImageFormat = imageFormats[name];
  const isStack = info.pages > 1;
  const all = holdsPages(output);
  const kept = [
    ...(isStack && all ? [text.saving.allPages(info.pages)] : []),
    ...(savedKind(info.sampleKind, name) === info.sampleKind ? [samplesOf(info)] : []),
    ...(info.channels === 'gray' ? [text.saving.gray] : []),
    ...(info.hasAlpha && format.keepsAlpha ? [text.saving.transparency] : []),
    ...info.metadata.filter(kind => format.keeps.includes(kind)).map(kind => metadataNames[kind]),
  ];
  const onePage = isStack && !all ? [text.saving.onePage(format.name, page + 1, info.pages)] : [];
  return { kept, lost: [...onePage, ...extra, ...lossesOfSaving(info, name)] };
}

function samplesOf({ sampleKind, bitDepth }: ImageInfo): string {
  return sampleKind === 'uint8' || sampleKind === 'uint16'
    ? text.saving.bits(bitDepth)
    : text.saving.samples(sampleTraits[sampleKind].name);
}
