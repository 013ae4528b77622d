/**
 * Colour profile and EXIF on the way to the encoder. sharp attaches a profile to raw pixels only by converting them to
 * it; but what a PNG carries it keeps for every format that has a place for it. So the pixels travel as a PNG into
 * which profile and EXIF are put as chunks (PNG specification, third edition, 5.3, 11.3.2.3 and 11.3.4.5).
 */
import { deflateSync } from 'node:zlib';

/** Signature and header chunk, which must come first. */
const headerBytes = 33;
const exifPrefix = Buffer.from('Exif\0\0', 'latin1');

export function withMetadataChunks(png: Buffer, profile: Buffer | undefined, exif: Buffer | undefined): Buffer {
  const orientedExif = exif && upright(exif);
  return Buffer.concat([
    png.subarray(0, headerBytes),
    // A name, its terminator and the method of compression, of which there is one.
    ...(profile
      ? [chunk('iCCP', Buffer.concat([Buffer.from('ICC profile\0\0', 'latin1'), deflateSync(profile)]))]
      : []),
    ...(orientedExif ? [chunk('eXIf', orientedExif)] : []),
    png.subarray(headerBytes),
  ]);
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

const orientationTag = 0x0112;

/**
 * The EXIF block without its JPEG prefix and with orientation 1, because the pixels have been turned already (EXIF 2.32,
 * 4.5 and 4.6.4). A block that cannot be followed so far is of no use to anyone and is left out.
 */
function upright(block: Buffer): Buffer | undefined {
  const exif = Buffer.from(block.subarray(block.indexOf(exifPrefix) === 0 ? exifPrefix.length : 0));
  const order = exif.toString('latin1', 0, 4);
  const little = order === 'II*\0';
  if (!little && order !== 'MM\0*') return undefined;
  const short = (at: number) => (little ? exif.readUInt16LE(at) : exif.readUInt16BE(at));
  try {
    const directory = little ? exif.readUInt32LE(4) : exif.readUInt32BE(4);
    for (let entry = 0; entry < short(directory); entry++) {
      const at = directory + 2 + 12 * entry;
      if (short(at) !== orientationTag) continue;
      if (little) exif.writeUInt16LE(1, at + 8);
      else exif.writeUInt16BE(1, at + 8);
    }
    return exif;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
