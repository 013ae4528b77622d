import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { imageFormats, lossesOfSaving, type ImageFormatName } from '../../../src/client/image-formats';
import { bytesOf } from '../../../src/engine/images/byte-source';
import { decodeImage } from '../../../src/engine/images/decode';
import { encodeImage } from '../../../src/engine/images/encode';
import { countFrames } from '../../../src/engine/images/iso-frames';
import { readExif } from '../../../src/engine/images/exif';
import { checkSize } from '../../../src/engine/images/save';
import { pixelLimit } from '../../../src/engine/images/pixel-limit';
import { picture, samplesOf, temporaryFolder } from './support';

const folder = temporaryFolder();
const width = 40;
const height = 30;

function raw(channels: 1 | 2 | 3 | 4, depth: 8 | 16 = 8): Sharp {
  const gray = channels < 3;
  const space = depth === 16 ? (gray ? 'grey16' : 'rgb16') : gray ? 'b-w' : 'srgb';
  return sharp(picture(width, height, channels, depth), { raw: { width, height, channels } }).toColourspace(space);
}

/** A photo with a colour profile other than sRGB and with EXIF, turned by `orientation`. */
async function photo(name: string, orientation = 1): Promise<string> {
  const path = join(folder, name);
  await raw(3)
    .withMetadata({ orientation })
    .withIccProfile('p3')
    .withExifMerge({ IFD0: { Copyright: 'nobody' } })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toFile(path);
  return path;
}

async function written(name: string, image: Sharp): Promise<string> {
  const path = join(folder, name);
  await image.toFile(path);
  return path;
}

describe('decoding keeps every sample as it is in the file', () => {
  it.each([
    [1, 8, 'gray'],
    [2, 8, 'gray'],
    [3, 8, 'rgb'],
    [4, 8, 'rgb'],
    [1, 16, 'gray'],
    [2, 16, 'gray'],
    [3, 16, 'rgb'],
    [4, 16, 'rgb'],
  ] as const)('PNG with %i channels of %i bits', async (channels, depth, colours) => {
    const path = await written(`${channels}-${depth}.png`, raw(channels, depth).png());
    const { raster, info } = await decodeImage(path);
    expect(info).toMatchObject({
      width,
      height,
      format: 'png',
      bitDepth: depth,
      channels: colours,
      hasAlpha: channels % 2 === 0,
      notes: [],
    });
    expect(samplesOf(raster)).toEqual(expect.objectContaining(picture(width, height, channels, depth)));
  });

  it('whatever its colour profile', async () => {
    const path = await written(
      'p3.png',
      sharp(await photo('p3.jpg'), { ignoreIcc: true })
        .keepIccProfile()
        .png(),
    );
    const plain = await sharp(path, { ignoreIcc: true }).raw().toBuffer();
    const { raster, info } = await decodeImage(path);
    expect(info.metadata).toContain('profile');
    expect(samplesOf(raster)).toEqual(new Uint8Array(plain));
  });

  it('reads gray as three equal channels between 0 and 1', async () => {
    const { raster } = await decodeImage(await written('gray.png', raw(1, 16).png()));
    const { data } = raster.read({ x: 3, y: 2, width: 1, height: 1 });
    const expected = picture(width, height, 1, 16)[2 * width + 3] / 65535;
    expect([...data]).toEqual(Array<number>(3).fill(Math.fround(expected)));
  });

  it('turns the image as its EXIF orientation says', async () => {
    const [upright, turned] = [await decodeImage(await photo('1.jpg')), await decodeImage(await photo('6.jpg', 6))];
    expect(turned.info).toMatchObject({ width: height, height: width });
    // Orientation 6: the first row of the file is the right column of the image.
    const right = turned.raster.read({ x: height - 1, y: 0, width: 1, height: width });
    expect(right.data).toEqual(upright.raster.read({ x: 0, y: 0, width, height: 1 }).data);
  });
});

describe('conversions are told', () => {
  it.each([
    ['palette.png', raw(3).png({ palette: true, colours: 8 }), 8, 'rgb', []],
    ['one-bit.tif', raw(1).threshold().tiff({ bitdepth: 1 }), 8, 'gray', []],
    ['cmyk.jpg', raw(3).toColourspace('cmyk').jpeg(), 8, 'rgb', [/CMYK to sRGB/]],
    ['float.tif', raw(3).toColourspace('scrgb').tiff({ compression: 'none' }), 32, 'rgb', []],
    ['still.gif', raw(3).gif(), 8, 'rgb', []],
    ['ten-bit.avif', raw(3, 16).avif({ bitdepth: 10 }), 16, 'rgb', []],
  ] as const)('%s', async (name, image, bitDepth, channels, notes) => {
    const { info } = await decodeImage(await written(name, image));
    expect(info).toMatchObject({ width, height, bitDepth, channels });
    expect(info.notes).toEqual(notes.map(note => expect.stringMatching(note) as unknown));
  });

  it('only the first frame of an animation is used', async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 20, height: 10, channels: 3, background } })
        .png()
        .toBuffer();
    const animation = sharp([await frame('red'), await frame('blue')], { join: { animated: true } }).gif();
    const { info, raster } = await decodeImage(await written('two.gif', animation));
    expect(info).toMatchObject({ width: 20, height: 10, notes: ['Only the first of 2 frames is used.'] });
    expect([...raster.read({ x: 0, y: 0, width: 1, height: 1 }).data]).toEqual([1, 0, 0]);
  });

  it('as well where its still image stands beside a film, as in AVIF', async () => {
    const still = await sharp({ create: { width: 20, height: 10, channels: 3, background: 'red' } })
      .avif()
      .toBuffer();
    still.write('avis', 8, 'latin1');
    const box = (type: string, ...parts: Buffer[]) => {
      const body = Buffer.concat(parts);
      const head = Buffer.alloc(8);
      head.writeUInt32BE(8 + body.length);
      head.write(type, 4);
      return Buffer.concat([head, body]);
    };
    const table = box('stsz', Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]));
    const film = box('moov', box('trak', box('mdia', box('minf', box('stbl', table)))));
    const path = join(folder, 'film.avif');
    await writeFile(path, still);
    expect((await decodeImage(path)).info).toMatchObject({ width: 20, notes: [] });
    expect(countFrames(bytesOf(Buffer.concat([still, film])))).toBe(3);
    expect(countFrames(bytesOf(film.subarray(0, -1)))).toBe(0);
  });
});

describe('what cannot be read is said in one sentence', () => {
  it('a truncated file', async () => {
    const whole = await readFile(await photo('whole.jpg'));
    const path = join(folder, 'half.jpg');
    await writeFile(path, whole.subarray(0, whole.length / 2));
    await expect(decodeImage(path)).rejects.toMatchObject({
      code: 'image/unreadable',
      message: expect.stringContaining('premature end') as string,
    });
  });

  it('a file that is no image, a vector image, a folder, nothing', async () => {
    const [text, vector] = [join(folder, 'text.png'), join(folder, 'vector.svg')];
    await writeFile(text, 'not a picture');
    await writeFile(vector, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(decodeImage(text)).rejects.toMatchObject({ code: 'image/unsupported' });
    await expect(decodeImage(vector)).rejects.toMatchObject({ code: 'image/unsupported' });
    await expect(decodeImage(folder)).rejects.toMatchObject({ code: 'image/unreadable' });
    await expect(decodeImage(join(folder, 'nothing.png'))).rejects.toMatchObject({ code: 'image/not-found' });
    await expect(decodeImage(join(folder, 'caf\ufffd.png'))).rejects.toMatchObject({
      code: 'image/not-found',
      message: expect.stringContaining('not valid UTF-8') as string,
    });
  });

  it('a path that leads nowhere, as the system says it: nothing is wrong with the file', async () => {
    const loop = join(folder, 'loop.png');
    await symlink(loop, loop);
    await expect(decodeImage(loop)).rejects.toMatchObject({
      code: 'image/unreadable',
      message: expect.stringContaining('ELOOP') as string,
      action: expect.stringContaining('links') as string,
    });
  });

  it('more pixels than the limit, before any memory is taken for them', async () => {
    const path = join(folder, 'huge.png');
    const png = await raw(1).png().toBuffer();
    // The size in the header chunk; its checksum is wrong then, which decoders that look at the size first never see.
    png.writeUInt32BE(100_000, 16);
    png.writeUInt32BE(pixelLimit / 100_000 + 1, 20);
    await writeFile(path, withChecksum(png));
    await expect(decodeImage(path)).rejects.toMatchObject({
      code: 'image/too-large',
      message: expect.stringContaining('400 megapixels') as string,
    });
  });
});

describe('saving', () => {
  const lossless: [ImageFormatName, (8 | 16)[]][] = [
    ['png', [8, 16]],
    ['tiff', [8, 16]],
    ['webp', [8]],
    ['avif', [8]],
  ];

  it.each(
    lossless.flatMap(([format, depths]) =>
      depths.flatMap(depth => ([1, 2, 3, 4] as const).map(c => [format, c, depth] as const)),
    ),
  )('as %s with %i channels of %i bits gives the same samples again, alpha too', async (format, channels, depth) => {
    const source = await decodeImage(await written(`${format}-${channels}-${depth}.png`, raw(channels, depth).png()));
    const path = join(folder, `again-${channels}-${depth}.${format}`);
    await writeFile(path, await encodeImage(source.raster, source, format));
    const again = await decodeImage(path);
    const all = { x: 0, y: 0, width, height };
    expect(again.raster.read(all)).toEqual(source.raster.read(all));
    expect(again.info).toMatchObject({ bitDepth: depth, hasAlpha: source.info.hasAlpha });
    expect(alpha(again)).toEqual(alpha(source));
    if (format === 'png' || format === 'tiff') expect(again.info.channels).toBe(source.info.channels);
  });

  it.each(['png', 'jpeg', 'webp', 'avif', 'tiff'] as const)(
    'as %s keeps profile and EXIF, its orientation now upright',
    async format => {
      const source = await decodeImage(await photo(`from-${format}.jpg`, 6));
      const path = join(folder, `kept.${format}`);
      await writeFile(path, await encodeImage(source.raster, source, format));
      const metadata = await sharp(path).metadata();
      expect(metadata).toMatchObject({ width: height, height: width });
      expect(metadata.icc).toEqual(source.metadata.profile);
      expect(metadata.orientation ?? 1).toBe(1);
      const again = await decodeImage(path);
      expect([again.info.width, again.info.height]).toEqual([height, width]);
      expect(again.metadata.exif?.get(33432)?.data.toString('latin1')).toBe('nobody\0');
    },
  );

  it.each(['jpeg', 'webp', 'avif'] as const)('knows before the work how large %s can be', async format => {
    const { maxEdge } = imageFormats[format];
    const strip = (width: number) =>
      sharp({ create: { width, height: 2, channels: 3, background: '#888' } })
        .toFormat(format)
        .toBuffer();
    const check = (width: number) => {
      checkSize('x', format, { width, height: 2 });
    };
    await strip(maxEdge);
    check(maxEdge);
    await expect(strip(maxEdge + 1)).rejects.toThrow();
    expect(() => {
      check(maxEdge + 1);
    }).toThrow(String(maxEdge));
  });

  it('takes an EXIF block that is damaged for none', () => {
    for (const exif of [
      Buffer.from('Exif\0\0II*\0\xff\xff\xff\x7f', 'latin1'),
      Buffer.from('Exif\0\0', 'latin1'),
      Buffer.from('nonsense of some length'),
    ]) {
      expect(readExif(exif)).toBeUndefined();
    }
  });

  it('tells beforehand what is lost', () => {
    const range = { black: 0, white: 65535, basis: 'depth' } as const;
    const everything = {
      bitDepth: 16,
      sampleKind: 'uint16',
      range,
      hasAlpha: true,
      metadata: ['profile', 'exif', 'density', 'tags'],
    } as const;
    const deep = { ...everything, metadata: [...everything.metadata] };
    expect(lossesOfSaving(deep, 'tiff')).toEqual([]);
    expect(lossesOfSaving(deep, 'png')).toEqual([expect.stringContaining('TIFF tags')]);
    expect(lossesOfSaving(deep, 'jpeg').join()).toMatch(/lower 8.*alpha.*quality 95/);
    expect(lossesOfSaving(deep, 'webp').join()).toMatch(/resolution.*TIFF tags/);
    const counts = {
      ...deep,
      hasAlpha: false,
      metadata: [],
      range: { black: 100, white: 313, basis: 'data' } as const,
    };
    expect(lossesOfSaving(counts, 'png')).toEqual([]);
    expect(lossesOfSaving(counts, 'webp').join()).toContain('100 to 313 become 0 to 255');
    expect(lossesOfSaving({ ...counts, sampleKind: 'float' }, 'png').join()).toContain('100 to 313 become 0 to 65535');
  });
});

function alpha({ raster, info }: Awaited<ReturnType<typeof decodeImage>>): number[] {
  return info.hasAlpha ? [...samplesOf(raster)].filter((_, i) => i % raster.channels === raster.channels - 1) : [];
}

function withChecksum(png: Buffer): Buffer {
  let crc = 0xffffffff;
  for (const byte of png.subarray(12, 29)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  png.writeUInt32BE(~crc >>> 0, 29);
  return png;
}
