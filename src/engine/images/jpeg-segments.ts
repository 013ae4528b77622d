/** The segments of a JPEG around its pixels (ITU-T T.81 B.1; JFIF; EXIF 2.32 4.7; XMP part 3; ICC.1 B.4). */
import type { Size } from '../../core/geometry';
import { bytesOf, piecesOf, type ByteSource } from './byte-source';
import { densityOf, readExif, writeExif } from './exif';
import { describesGainMap, withoutGainMap } from './gain-map';
import type { Density, Metadata } from './image';
import { readDirectory, readHeader } from './tiff/directory';

const exifPrefix = 'Exif\0\0';
const xmpPrefix = 'http://ns.adobe.com/xap/1.0/\0';
const profilePrefix = 'ICC_PROFILE\0';
const picturesPrefix = 'MPF\0';
const photoshopPrefix = 'Photoshop 3.0\0';
const longest = 65_533;

/** What stands before the pixels, and how many pictures the file has. The profile is left to the decoder. */
export function readJpegSegments(
  source: ByteSource,
): Metadata & { readonly pictures: number; readonly isProgressive: boolean } {
  let density: Density | undefined;
  let exif: Buffer | undefined;
  let xmp: Buffer | undefined;
  let iptc: Buffer | undefined;
  let gainMap = false;
  let pictures = 1;
  let isProgressive = false;
  for (let at = 2; at + 4 <= source.size;) {
    const head = source.read(at, 4);
    const marker = head[1];
    // Fill bytes may stand before any marker.
    if (head[0] === 0xff && marker === 0xff) {
      at++;
      continue;
    }
    if (head[0] !== 0xff || marker === 0xda) break;
    const length = head.readUInt16BE(2) - 2;
    if (length < 0 || at + 4 + length > source.size) break;
    const data = source.read(at + 4, length);
    const starts = (text: string) => data.toString('latin1', 0, text.length) === text;
    // All of its rows come several times, each time with more of what is in them.
    if (marker === 0xc2) isProgressive = true;
    if (marker === 0xe0 && starts('JFIF\0')) density = jfifDensity(data);
    else if (marker === 0xe1 && starts(exifPrefix)) exif = data;
    else if (marker === 0xe1 && starts(xmpPrefix)) xmp = data.subarray(xmpPrefix.length);
    else if (marker === 0xe2 && starts('urn:iso:std:iso:ts:21496:-1\0')) gainMap = true;
    else if (marker === 0xe2 && starts(picturesPrefix)) pictures = countPictures(data.subarray(picturesPrefix.length));
    else if (marker === 0xed && starts(photoshopPrefix)) iptc = data.subarray(photoshopPrefix.length);
    at += 4 + length;
  }
  const directory = readExif(exif);
  gainMap ||= xmp !== undefined && describesGainMap(xmp);
  return {
    // A gain map is one of them, and has its own name.
    pictures: Math.max(1, gainMap ? pictures - 1 : pictures),
    density: density ?? densityOf(directory),
    exif: directory,
    xmp: xmp && withoutGainMap(xmp),
    iptc,
    isProgressive,
    lost: gainMap ? ['gainMap'] : undefined,
  };
}

const pictureEntries = 0xb002;
const smallCopy = 1;
const entryBytes = 16;

/** Those of a list of pictures (CIPA DC-007, 5.2) that are no small copies of others. */
function countPictures(list: Buffer): number {
  const source = bytesOf(list);
  try {
    const header = readHeader(source);
    const entries = readDirectory(source, header, header.first).directory.get(pictureEntries)?.data ?? Buffer.alloc(0);
    const kinds = Array.from({ length: Math.floor(entries.length / entryBytes) }, (_, i) => {
      // Of type "undefined", whose bytes keep their order: flags, then 24 bits that say what it is.
      const attribute = header.little ? entries.readUInt32LE(i * entryBytes) : entries.readUInt32BE(i * entryBytes);
      return (attribute >> 16) & 0xff;
    });
    return kinds.filter(kind => kind !== smallCopy).length;
  } catch (error) {
    if (error instanceof RangeError) return 1;
    throw error;
  }
}

function jfifDensity(data: Buffer): Density | undefined {
  if (data.length < 12 || (data[7] !== 1 && data[7] !== 2)) return undefined;
  const [x, y] = [data.readUInt16BE(8), data.readUInt16BE(10)];
  return x > 0 && y > 0 ? { x, y, unit: data[7] === 1 ? 'inch' : 'centimetre' } : undefined;
}

/** `jpeg`, as libvips writes it without metadata, with this. */
export function* withJpegSegments(
  jpeg: ByteSource,
  { profile, exif, xmp, iptc, density }: Metadata,
  size: Size,
): Generator<Uint8Array> {
  const head = jpeg.read(0, 6);
  // The JFIF header must stay the first; libvips leaves it out where it knows no resolution.
  const rest = head.readUInt16BE(2) === 0xffe0 ? 4 + head.readUInt16BE(4) : 2;
  yield head.subarray(0, 2);
  if (rest > 2 || density) yield* jfifSegment(density);
  if (exif) yield* segment(0xe1, exifPrefix, writeExif(exif, size));
  if (xmp) yield* segment(0xe1, xmpPrefix, xmp);
  if (iptc) yield* segment(0xed, photoshopPrefix, iptc);
  if (profile) yield* profileSegments(profile);
  yield* piecesOf(jpeg, rest);
}

function jfifSegment(density: Density | undefined): Buffer[] {
  // Version 1.2. Without a unit the two numbers are the shape of a pixel; there is no thumbnail.
  const data = Buffer.from([1, 2, 0, 0, 1, 0, 1, 0, 0]);
  if (density) {
    data[2] = density.unit === 'inch' ? 1 : 2;
    data.writeUInt16BE(Math.round(density.x), 3);
    data.writeUInt16BE(Math.round(density.y), 5);
  }
  return segment(0xe0, 'JFIF\0', data);
}

/** None if it is too long for one: EXIF and XMP cannot be cut into several. */
function segment(marker: number, prefix: string, data: Buffer): Buffer[] {
  const body = Buffer.concat([Buffer.from(prefix, 'latin1'), data]);
  if (body.length > longest) return [];
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return [head, body];
}

function profileSegments(profile: Buffer): Buffer[] {
  const room = longest - profilePrefix.length - 2;
  const count = Math.ceil(profile.length / room);
  return Array.from({ length: count }, (_, i) => {
    const part = Buffer.concat([Buffer.from([i + 1, count]), profile.subarray(i * room, (i + 1) * room)]);
    return Buffer.concat(segment(0xe2, profilePrefix, part));
  });
}
