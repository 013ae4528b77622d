/** Images of Netpbm (netpbm.sourceforge.net/doc): a header in ASCII, then samples as text or bytes, one image after another. */
import type { ImageFormatName } from '../../client/image-formats';
import { AmsnetError } from '../../core/errors';
import { bandsOf, type Rect } from '../../core/geometry';
import { filled, rowsOf } from '../../core/sample-source';
import { nominalWhite, sampleTraits, type Samples } from '../../core/samples';
import { text } from '../text';
import { withFile, type ByteSource } from './byte-source';
import { decoded, type DecodedImage } from './image';
import { forLastFile } from './last-file';
import { checkPixels } from './pixel-limit';
import { Raster } from './raster';
import { allocateSamples } from './sample-file';
import { bytesFrom, samplesFrom } from './sample-bytes';

type Magic = 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6' | 'P7';

interface Header {
  readonly magic: Magic;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** The number that is white, 1 to 65535. */
  readonly white: number;
  /** Where the samples start. */
  readonly start: number;
}

const maxHeader = 1 << 16;
const maxImages = 100_000;

export async function readNetpbm(path: string, page: number, format: ImageFormatName): Promise<DecodedImage> {
  return withFile(path, async source => {
    const headers = await indexOf(path, source);
    if (page >= headers.length) {
      throw new AmsnetError('settings/invalid', text.noSuchPage(path, page + 1, headers.length));
    }
    const header = headers[page];
    const { width, height, channels, white } = header;
    const shape = {
      width,
      height,
      kind: white < 256 ? 'uint8' : 'uint16',
      // Two levels are black and white of 8 bits.
      ...(white === 1 ? { bits: 8 } : depthOf(white)),
      colours: channels < 3 ? 'gray' : 'rgb',
      extras: channels % 2 === 0 ? 1 : 0,
    } as const;
    const samples = isText(header)
      ? samplesOfText(source, header)
      : filled(allocateSamples(shape), band => samplesOf(source, header, band));
    return decoded(Raster.of(shape, samples), {}, { format, pages: headers.length });
  });
}

function depthOf(white: number): { readonly bits: number; readonly white?: number } {
  const bits = Math.ceil(Math.log2(white + 1));
  return white === 2 ** bits - 1 ? { bits } : { bits, white };
}

/** The headers of all images. Those of samples as text end the file. */
const indexOf = forLastFile((path, source) => {
  const headers: Header[] = [];
  for (let at = 0; headers.length < maxImages;) {
    const header = readHeader(source, at);
    checkPixels(path, header);
    headers.push(header);
    if (isText(header)) break;
    at = header.start + bytesOf(header);
    if (at > source.size) throw new RangeError(text.endsEarly(source.size, at));
    if (at + 3 > source.size || !/^P[4-7]\s/.test(source.read(at, 3).toString('latin1'))) break;
  }
  return headers;
});

const isText = ({ magic }: Header) => magic === 'P1' || magic === 'P2' || magic === 'P3';

function bytesOf(header: Header): number {
  return rowBytes(header) * header.height;
}

function rowBytes({ magic, width, channels, white }: Header): number {
  return magic === 'P4' ? Math.ceil(width / 8) : width * channels * (white < 256 ? 1 : 2);
}

/** @throws {RangeError} if there is no header that can be followed */
function readHeader(source: ByteSource, offset: number): Header {
  const head = source.read(offset, Math.min(maxHeader, source.size - offset)).toString('latin1');
  const magic = head.slice(0, 2) as Magic;
  if (magic === 'P7') return readArbitraryHeader(head, offset);
  const bilevel = magic === 'P1' || magic === 'P4';
  const space = String.raw`(?:\s|#[^\n\r]*[\n\r])+`;
  const pattern = `^P[1-6]${`${space}(\\d+)`.repeat(bilevel ? 2 : 3)}${isText({ magic } as Header) ? '' : String.raw`\s`}`;
  const found = new RegExp(pattern).exec(head);
  const [, width, height, white] = (found ?? []).map(Number);
  const channels = magic === 'P3' || magic === 'P6' ? 3 : 1;
  return checked({
    magic,
    width,
    height,
    channels,
    white: bilevel ? 1 : white,
    start: offset + (found?.[0].length ?? 0),
  });
}

function readArbitraryHeader(head: string, offset: number): Header {
  const end = /\nENDHDR[^\S\n]*\n/.exec(head);
  const lines = head.slice(0, end?.index ?? 0).split('\n');
  const value = (name: string) => Number(lines.find(line => line.startsWith(`${name} `))?.slice(name.length) ?? NaN);
  return checked({
    magic: 'P7',
    width: value('WIDTH'),
    height: value('HEIGHT'),
    channels: value('DEPTH'),
    white: value('MAXVAL'),
    start: offset + (end ? end.index + end[0].length : 0),
  });
}

function checked(header: Header): Header {
  const { width, height, channels, white } = header;
  const whole = [width, height, channels, white].every(value => Number.isInteger(value) && value > 0);
  if (!whole || white > 65535 || channels > 4) throw new RangeError(text.headerDamaged);
  return header;
}

function samplesOf(source: ByteSource, header: Header, { y, width, height }: Rect): Samples {
  const { magic, white, start } = header;
  const row = rowBytes(header);
  const bytes = source.read(start + y * row, height * row);
  if (magic === 'P4') return unpacked(bytes, width, height);
  const samples = samplesFrom(bytes, white < 256 ? 'uint8' : 'uint16', 'big');
  if (white < 255 || (white > 255 && white < 65535)) {
    // Often of the other order of bytes, which nothing else would show.
    for (const value of samples) if (value > white) throw new RangeError(text.sampleBeyond(value, white));
  }
  // Black and white of two levels become those of 8 bits.
  return white === 1 ? samples.map(value => 255 * value) : samples;
}

/** Bits, rows of whole bytes, 1 is black. */
function unpacked(bytes: Buffer, width: number, height: number): Samples {
  const samples = new Uint8Array(width * height);
  const row = Math.ceil(width / 8);
  for (let i = 0; i < samples.length; i++) {
    const x = i % width;
    const byte = bytes[Math.floor(i / width) * row + (x >> 3)];
    samples[i] = (byte >> (7 - (x & 7))) & 1 ? 0 : 255;
  }
  return samples;
}

function samplesOfText(source: ByteSource, { magic, width, height, channels, white, start }: Header): Samples {
  const count = width * height * channels;
  // No sample takes less than a byte, so that no size in a header takes more memory than the file.
  if (count > source.size - start) throw new RangeError(text.endsEarly(source.size, start + count));
  const digits = source.read(start, source.size - start);
  const samples = sampleTraits[white < 256 ? 'uint8' : 'uint16'].allocate(count);
  const numbers = magic === 'P1' ? bitsOfText(digits) : numbersOfText(digits);
  let done = 0;
  for (const value of numbers) {
    if (done === count) break;
    if (value > white) throw new RangeError(text.sampleBeyond(value, white));
    samples[done++] = white > 1 ? value : magic === 'P1' ? 255 * (1 - value) : 255 * value;
  }
  if (done < count) throw new RangeError(text.samplesMissing(done, count));
  return samples;
}

function* bitsOfText(digits: Buffer): Generator<number> {
  for (const byte of digits) if (byte === 0x30 || byte === 0x31) yield byte - 0x30;
}

/** @throws {RangeError} at anything but numbers between white space */
function* numbersOfText(digits: Buffer): Generator<number> {
  let value = -1;
  for (const byte of digits) {
    if (byte >= 0x30 && byte <= 0x39) value = 10 * Math.max(0, value) + byte - 0x30;
    else if (byte === 0x20 || (byte >= 9 && byte <= 13)) {
      if (value >= 0) yield value;
      value = -1;
    } else throw new RangeError(text.noNumber(String.fromCharCode(byte)));
  }
  if (value >= 0) yield value;
}

/** One image after another: PGM or PPM by its colours, PAM where `arbitrary`. */
export async function* writeNetpbm(
  images: AsyncIterable<DecodedImage>,
  arbitrary: boolean,
): AsyncGenerator<Uint8Array> {
  for await (const { raster } of images) {
    const { shape, channels, samples, width, height } = raster;
    const white = nominalWhite(shape);
    yield Buffer.from(
      arbitrary
        ? `P7\nWIDTH ${width}\nHEIGHT ${height}\nDEPTH ${channels}\nMAXVAL ${white}\nTUPLTYPE ${tupleType(raster)}\nENDHDR\n`
        : `${shape.colours === 'gray' ? 'P5' : 'P6'}\n${width} ${height}\n${white}\n`,
      'latin1',
    );
    for (const band of bandsOf(raster)) yield bytesFrom(rowsOf(samples, band), 'big');
  }
}

function tupleType({ shape }: Raster): string {
  const colours = shape.colours === 'gray' ? 'GRAYSCALE' : 'RGB';
  return shape.extras === 1 ? `${colours}_ALPHA` : colours;
}
