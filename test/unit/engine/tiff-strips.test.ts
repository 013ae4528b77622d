/** TIFFs in strips that are too large to be decoded as a whole: here all of them. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { sampleTraits, type SampleKind, type Samples } from '../../../src/core/samples';
import { decodeImage } from '../../../src/engine/images/decode';
import { longs, shorts, Tag, directoryOf, tiffHeader, writeDirectory } from '../../../src/engine/images/tiff/directory';
import { expectRobust } from './hostile';
import { numbers, picture, samplesOf, temporaryFolder } from './support';

vi.mock('../../../src/engine/images/memory-limit', () => ({ samplesInMemory: Infinity, stripInMemory: 0 }));

const folder = temporaryFolder();
const [width, height] = [61, 47];

interface Layout {
  readonly kind: SampleKind;
  readonly channels: number;
  readonly predictor: 1 | 2 | 3;
  readonly planar?: boolean;
}

/** All samples in one strip, or one for each channel. */
function tiffOf(samples: Samples, { kind, channels, predictor, planar = false }: Layout): Buffer {
  const { bits, integer, min } = sampleTraits[kind];
  const planes = planar ? Array.from({ length: channels }, (_, i) => samples.filter((_, at) => at % channels === i)) : [samples]; // prettier-ignore
  const together = planar ? 1 : channels;
  const strips = planes.map(plane => deflateSync(predicted(plane, together, predictor)));
  const each = (value: number) => Array<number>(channels).fill(value);
  const directory = (start: number) => {
    let end = start;
    return directoryOf([
      longs(Tag.ImageWidth, width),
      longs(Tag.ImageLength, height),
      shorts(Tag.BitsPerSample, ...each(bits)),
      shorts(Tag.Compression, 8),
      shorts(Tag.Photometric, channels < 3 ? 1 : 2),
      longs(Tag.StripOffsets, ...strips.map(({ length }) => (end += length) - length)),
      shorts(Tag.SamplesPerPixel, channels),
      // As libtiff says that there is one strip.
      longs(Tag.RowsPerStrip, 0xffffffff),
      longs(Tag.StripByteCounts, ...strips.map(({ length }) => length)),
      shorts(Tag.PlanarConfiguration, planar ? 2 : 1),
      shorts(Tag.Predictor, predictor),
      shorts(Tag.SampleFormat, ...each(integer ? (min < 0 ? 2 : 1) : 3)),
    ]);
  };
  const start = 8 + writeDirectory(directory(0), 8).length;
  return Buffer.concat([tiffHeader, writeDirectory(directory(start), 8), ...strips]);
}

/** Rows as they are compressed: TIFF 6.0, section 14, and Adobe's technical note 3. */
function predicted(plane: Samples, channels: number, predictor: number): Buffer {
  const bytes = Buffer.from(plane.slice().buffer);
  const row = width * channels;
  const size = plane.BYTES_PER_ELEMENT;
  if (predictor === 2) {
    const words = size === 1 ? bytes : size === 2 ? new Uint16Array(bytes.buffer) : new Uint32Array(bytes.buffer);
    for (let y = 0; y < height; y++)
      for (let i = (y + 1) * row - 1; i >= y * row + channels; i--) words[i] -= words[i - channels];
  }
  if (predictor !== 3) return bytes;
  const parted = Buffer.from(bytes);
  for (let y = 0; y < height; y++) {
    const start = y * row * size;
    for (let i = 0; i < row; i++)
      for (let k = 0; k < size; k++) parted[start + k * row + i] = bytes[start + i * size + size - 1 - k];
    for (let i = row * size - 1; i >= channels; i--) parted[start + i] -= parted[start + i - channels];
  }
  return parted;
}

function samples(kind: SampleKind, channels: number): Samples {
  const random = numbers(5);
  const data = sampleTraits[kind].allocate(width * height * channels);
  const { integer, min, max } = sampleTraits[kind];
  for (let i = 0; i < data.length; i++) data[i] = integer ? min + random() * (max - min) : random();
  return data;
}

const layouts: Layout[] = [
  { kind: 'uint8', channels: 3, predictor: 2 },
  { kind: 'uint16', channels: 1, predictor: 1 },
  { kind: 'uint16', channels: 3, predictor: 2, planar: true },
  { kind: 'int16', channels: 1, predictor: 2 },
  { kind: 'int32', channels: 3, predictor: 2 },
  { kind: 'uint32', channels: 1, predictor: 1 },
  { kind: 'float', channels: 3, predictor: 3 },
  { kind: 'float', channels: 3, predictor: 3, planar: true },
  { kind: 'float', channels: 1, predictor: 1 },
  { kind: 'double', channels: 1, predictor: 3 },
];

describe('one strip, decompressed piece by piece', () => {
  it.each(layouts)('$kind, $channels channels, predictor $predictor, planar $planar', async layout => {
    const data = samples(layout.kind, layout.channels);
    const path = join(folder, 'one.tif');
    await writeFile(path, tiffOf(data, layout));
    const { raster, info } = await decodeImage(path);
    expect(info).toMatchObject({ width, height, sampleKind: layout.kind, channels: layout.channels < 3 ? 'gray' : 'rgb' });
    expect(samplesOf(raster)).toEqual(data);
  }); // prettier-ignore

  it.each(['lzw', 'packbits', 'deflate'] as const)('%s, as libtiff writes it', async compression => {
    const [wide, tall] = [700, 300];
    // Noise, which fills tables of codes, beside runs that are longer than any of them.
    const pixels = picture(wide, tall, 3);
    pixels.fill(77, 3 * wide * 100, 3 * wide * 200);
    const path = join(folder, `${compression}.tif`);
    for (const predictor of ['none', 'horizontal'] as const) {
      const raw = { width: wide, height: tall, channels: 3 } as const;
      await sharp(pixels, { raw }).tiff({ compression, predictor }).toFile(path);
      const { raster } = await decodeImage(path);
      expect(Buffer.from(samplesOf(raster)).equals(Buffer.from(pixels))).toBe(true);
    }
  });

  it.each(['lzw', 'packbits', 'deflate'] as const)('damaged %s ends in an error or a picture', async compression => {
    const raw = { width, height, channels: 3 } as const;
    await expectRobust(
      folder,
      await sharp(picture(width, height, 3), { raw })
        .tiff({ compression })
        .toBuffer(),
    );
  });
});
