/** The chunks of a PNG around its pixels (PNG specification, third edition, 5 and 11.3). */
import { deflateSync, inflateSync } from 'node:zlib';
import { piecesOf, type ByteSource } from './byte-source';
import { readExif, writeExif } from './exif';
import type { Density, Metadata } from './image';
import type { Size } from '../../core/geometry';

/** Signature and header chunk, which must come first. */
const headerBytes = 33;
const colourChunks: ReadonlySet<string> = new Set(['gAMA', 'cHRM', 'sRGB', 'mDCV', 'cLLI']);
const xmpKeyword = 'XML:com.adobe.xmp';

/** What stands before the pixels, and how many frames an animation has. */
export function readPngChunks(source: ByteSource): Metadata & { readonly frames: number } {
  const colour: Buffer[] = [];
  let density: Density | undefined;
  let exif: Buffer | undefined;
  let xmp: Buffer | undefined;
  let cicp: Buffer | undefined;
  let frames = 1;
  for (let at = 8; at + 12 <= source.size;) {
    const head = source.read(at, 8);
    const length = head.readUInt32BE(0);
    const type = head.toString('latin1', 4);
    const end = at + 12 + length;
    if (type === 'IEND' || end > source.size) break;
    const data = () => source.read(at + 8, length);
    // An sRGB chunk alone is what everyone assumes without it.
    if (colourChunks.has(type)) colour.push(source.read(at, 12 + length));
    else if (type === 'cICP' && length === 4) cicp = data();
    else if (type === 'pHYs' && length === 9) density = densityOf(data());
    else if (type === 'eXIf') exif = data();
    else if (type === 'iTXt') xmp = xmpOf(data()) ?? xmp;
    else if (type === 'acTL' && length === 8) frames = data().readUInt32BE(0);
    at = end;
  }
  const tells = colour.some(chunk => chunk.toString('latin1', 4, 8) !== 'sRGB');
  return { colour: tells ? colour : undefined, cicp, density, exif: readExif(exif), xmp, frames };
}

function densityOf(data: Buffer): Density | undefined {
  const [x, y] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  return data[8] === 1 && x > 0 && y > 0 ? { x: x / 100, y: y / 100, unit: 'centimetre' } : undefined;
}

/** Keyword, compression flag and method, language, translated keyword, text. */
function xmpOf(data: Buffer): Buffer | undefined {
  if (data.toString('latin1', 0, xmpKeyword.length + 1) !== `${xmpKeyword}\0`) return undefined;
  const compressed = data[xmpKeyword.length + 1] === 1;
  const language = data.indexOf(0, xmpKeyword.length + 3);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) return undefined;
  const text = data.subarray(translated + 1);
  try {
    return compressed ? inflateSync(text) : text;
  } catch {
    return undefined;
  }
}

/** `png`, as libvips writes it, with this metadata and without the resolution that libvips makes up. */
export function* withPngChunks(
  png: ByteSource,
  { profile, exif, xmp, density, cicp, colour = [] }: Metadata,
  size: Size,
): Generator<Uint8Array> {
  yield png.read(0, headerBytes);
  // A profile says more than these, and a reader must not meet both sRGB and iCCP.
  yield* profile ? [profileChunk(profile)] : colour;
  // Says more than both.
  if (cicp) yield chunk('cICP', cicp);
  if (density) yield densityChunk(density);
  if (exif) yield chunk('eXIf', writeExif(exif, size));
  if (xmp) yield chunk('iTXt', Buffer.concat([Buffer.from(`${xmpKeyword}\0\0\0\0\0`, 'latin1'), xmp]));
  yield* remaining(png);
}

/** What follows the header, without libvips' own resolution, which comes before the pixels. */
function* remaining(png: ByteSource): Generator<Uint8Array> {
  for (let at = headerBytes; at + 12 <= png.size;) {
    const head = png.read(at, 8);
    const type = head.toString('latin1', 4);
    if (type === 'IDAT') {
      yield* piecesOf(png, at);
      return;
    }
    const end = at + 12 + head.readUInt32BE(0);
    if (type !== 'pHYs') yield png.read(at, end - at);
    at = end;
  }
}

function profileChunk(profile: Buffer): Buffer {
  // A name, its terminator and the method of compression, of which there is one.
  return chunk('iCCP', Buffer.concat([Buffer.from('ICC profile\0\0', 'latin1'), deflateSync(profile)]));
}

function densityChunk({ x, y, unit }: Density): Buffer {
  const perMetre = (value: number) => Math.round(unit === 'inch' ? value / 0.0254 : value * 100);
  const data = Buffer.alloc(9, 1);
  data.writeUInt32BE(perMetre(x), 0);
  data.writeUInt32BE(perMetre(y), 4);
  return chunk('pHYs', data);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

/** The sum that PNG asks for (Annex D); Node's own came only with 20.15. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
