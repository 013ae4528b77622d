/** HDR gain maps: second pictures that say how much brighter a screen may show the first. They go with what is denoised. */
import { brands } from './brands';

/** How images in HEIF and AVIF say that they are gain maps: Apple's, and ISO 21496-1. */
const names = ['aux:hdrgainmap', 'urn:iso:std:iso:ts:21496'];
/** Of XMP: Adobe's and Google's, Apple's, and the list of the pictures in the file. */
const described = /hdrgm:|HDRGainMap/i;
const parts = [
  /\sxmlns:(?:hdrgm|HDRGainMap|Container|Item)="[^"]*"/gi,
  /\s(?:hdrgm|HDRGainMap):\w+="[^"]*"/gi,
  /<((?:hdrgm|HDRGainMap):\w+)\b[^>]*>[^]*?<\/\1>/gi,
  /<(Container:Directory)\b[^>]*>[^]*?<\/\1>/gi,
];

/** @param head of a HEIF or AVIF file: where its items are named */
export function hasGainMap(head: Buffer): boolean {
  return brands(head).includes('tmap') || names.some(name => head.includes(name, 0, 'latin1'));
}

export function describesGainMap(xmp: Buffer): boolean {
  return described.test(xmp.toString('latin1'));
}

/** The packet without what it says of a picture that will not be there; undefined if that cannot be told from the rest. */
export function withoutGainMap(xmp: Buffer): Buffer | undefined {
  if (!describesGainMap(xmp)) return xmp;
  const rest = parts.reduce((text, part) => text.replace(part, ''), xmp.toString('latin1'));
  return described.test(rest) || /\b(?:Container|Item):/.test(rest) ? undefined : Buffer.from(rest, 'latin1');
}
