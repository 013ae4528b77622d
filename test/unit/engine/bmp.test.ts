import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../src/engine/images/decode';
import { encodeImage } from '../../../src/engine/images/encode';
import { expectRobust } from './hostile';
import { picture, samplesOf, temporaryFolder } from './support';

const folder = temporaryFolder();

async function saved(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

interface Parts {
  readonly width?: number;
  readonly height?: number;
  readonly bits: number;
  readonly compression?: number;
  readonly masks?: readonly number[];
  readonly palette?: readonly number[];
  readonly headerSize?: number;
  readonly gap?: number;
}

const words = (...values: number[]) => Buffer.from(Uint32Array.from(values, value => value >>> 0).buffer);

function bmp({ width = 3, height = 2, bits, compression = 0, masks = [], palette = [], headerSize = 40, gap = 0 }: Parts, pixels: readonly number[]): Buffer {
  const info = Buffer.alloc(Math.max(40, headerSize));
  info.writeUInt32LE(headerSize, 0);
  info.writeInt32LE(width, 4);
  info.writeInt32LE(height, 8);
  info.writeUInt16LE(1, 12);
  info.writeUInt16LE(bits, 14);
  info.writeUInt32LE(compression, 16);
  info.writeUInt32LE(palette.length, 32);
  if (headerSize > 40) words(...masks).copy(info, 40);
  const head = headerSize === 12 ? Buffer.concat([words(12), Buffer.from(Uint16Array.of(width, height, 1, bits).buffer)]) : info;
  const table = headerSize === 12 ? Buffer.from(palette.flatMap(colour => [colour & 255, (colour >> 8) & 255, colour >> 16])) : words(...palette);
  const before = Buffer.concat([head, headerSize === 40 ? words(...masks) : Buffer.alloc(0), table, Buffer.alloc(gap)]);
  return Buffer.concat([Buffer.from('BM'), words(14 + before.length + pixels.length, 0, 14 + before.length), before, Buffer.from(pixels)]);
} // prettier-ignore

const gray = [0x000000, 0x404040, 0x808080, 0xffffff];
const colours = [0xff0000, 0x00ff00, 0x0000ff, 0x102030];

describe('BMP', () => {
  it.each([
    ['1 bit', bmp({ bits: 1, palette: [0, 0xffffff] }, [0b10100000, 0, 0, 0, 0b01000000, 0, 0, 0]), 'gray', [0, 255, 0, 255, 0, 255]],
    ['4 bits, an odd width', bmp({ bits: 4, palette: gray }, [0x12, 0x30, 0, 0, 0x01, 0x20, 0, 0]), 'gray', [0, 64, 128, 64, 128, 255]],
    ['8 bits, colours, a gap before the pixels', bmp({ width: 2, bits: 8, palette: colours, gap: 5 }, [0, 1, 0, 0, 2, 3, 0, 0]), 'rgb', [0, 0, 255, 16, 32, 48, 255, 0, 0, 0, 255, 0]],
    ['the core header', bmp({ width: 1, bits: 8, palette: [...gray, ...Array<number>(252).fill(0)], headerSize: 12 }, [1, 0, 0, 0, 3, 0, 0, 0]), 'gray', [255, 64]],
    ['16 bits', bmp({ width: 1, bits: 16 }, [0x00, 0x7c, 0, 0, 0xe0, 0x03, 0, 0]), 'rgb', [0, 255, 0, 255, 0, 0]],
    ['16 bits by masks', bmp({ width: 1, bits: 16, compression: 3, masks: [0xf800, 0x07e0, 0x1f] }, [0x00, 0xf8, 0, 0, 0xe0, 0x07, 0, 0]), 'rgb', [0, 255, 0, 255, 0, 0]],
    ['24 bits, the upper row first', bmp({ width: 1, height: -2, bits: 24 }, [1, 2, 3, 0, 4, 5, 6, 0]), 'rgb', [3, 2, 1, 6, 5, 4]],
    ['32 bits without alpha', bmp({ width: 1, height: 1, bits: 32 }, [1, 2, 3, 99]), 'rgb', [3, 2, 1]],
    ['32 bits by masks, alpha', bmp({ width: 1, height: 1, bits: 32, compression: 3, headerSize: 108, masks: [0xff, 0xff00, 0xff0000, 0xff000000] }, [1, 2, 3, 99]), 'rgb', [1, 2, 3, 99]],
    ['alpha that is nowhere', bmp({ width: 1, height: 1, bits: 32, compression: 3, headerSize: 108, masks: [0xff, 0xff00, 0xff0000, 0xff000000] }, [1, 2, 3, 0]), 'rgb', [1, 2, 3]],
    ['10 bits', bmp({ width: 1, height: 1, bits: 32, compression: 3, masks: [0x3ff00000, 0xffc00, 0x3ff] }, [0xff, 0x03, 0, 0]), 'rgb', [0, 0, 65535]],
    ['runs of bytes', bmp({ bits: 8, compression: 1, palette: gray }, [3, 1, 0, 0, 0, 3, 1, 2, 3, 0, 0, 1]), 'gray', [64, 128, 255, 64, 64, 64]],
    ['runs of nibbles, a jump', bmp({ bits: 4, compression: 2, palette: gray }, [0, 2, 1, 0, 2, 0x12, 0, 0, 0, 3, 0x12, 0x30, 0, 1]), 'gray', [64, 128, 255, 0, 64, 128]],
  ] as const)('%s', async (_, bytes, channels, data) => {
    const { raster, info } = await decodeImage(await saved('a.bmp', bytes));
    expect([...samplesOf(raster)]).toEqual(data);
    expect(info).toMatchObject({ format: 'bmp', channels, notes: [] });
  }); // prettier-ignore

  it.each([1, 2, 3, 4] as const)('%i channels are written and read again', async channels => {
    const name = ['', 'GRAYSCALE', 'GRAYSCALE_ALPHA', 'RGB', 'RGB_ALPHA'][channels];
    const header = `P7\nWIDTH 7\nHEIGHT 5\nDEPTH ${channels}\nMAXVAL 255\nTUPLTYPE ${name}\nENDHDR\n`;
    const source = await saved('a.pam', Buffer.concat([Buffer.from(header), Buffer.from(picture(7, 5, channels))]));
    const image = await decodeImage(source);
    const density = { x: 300, y: 150, unit: 'inch' } as const;
    const bytes = await encodeImage(image.raster, { ...image, metadata: { density } }, 'bmp');
    const again = await decodeImage(await saved('b.bmp', bytes));
    // There is no gray with alpha.
    if (channels === 2) expect(samplesOf(again.raster).filter((_, i) => i % 4 !== 1 && i % 4 !== 2)).toEqual(samplesOf(image.raster));
    else expect(samplesOf(again.raster)).toEqual(samplesOf(image.raster));
    expect(again.metadata.density).toEqual({ x: 118.11, y: 59.06, unit: 'centimetre' });
  }); // prettier-ignore

  it.each([
    ['pixels as JPEG', bmp({ bits: 24, compression: 4 }, []), 'image/unsupported'],
    ['too many pixels', bmp({ width: 100_000, height: 100_000, bits: 24 }, []), 'image/too-large'],
    ['runs of nothing', bmp({ width: 19_000, height: 19_000, bits: 8, compression: 1, palette: gray }, [0, 1]), 'image/unreadable'],
    ['a colour that is not in the palette', bmp({ bits: 8, width: 1, height: 1, palette: gray }, [4, 0, 0, 0]), 'image/unreadable'],
    ['a width below zero', bmp({ bits: 24, width: -1 }, []), 'image/unreadable'],
    ['text', Buffer.from('BM is how this text begins'), 'image/unsupported'],
  ] as const)('%s: refused', async (_, bytes, code) => {
    await expect(decodeImage(await saved('bad.bmp', bytes))).rejects.toMatchObject({ code });
  }); // prettier-ignore

  it('damaged files end in an error or a picture of the size that they say', async () => {
    await expectRobust(folder, bmp({ bits: 24, width: 16, height: 9 }, [...Buffer.from(picture(16, 9, 3))]));
    const runs = bmp({ bits: 8, compression: 1, palette: gray }, [3, 1, 0, 0, 0, 3, 1, 2, 3, 0, 0, 1]);
    await expectRobust(folder, runs, { needed: runs.length - 1 });
    const image = await decodeImage(await saved('c.bmp', runs));
    await expectRobust(folder, await readFile(await saved('d.bmp', await encodeImage(image.raster, image, 'bmp'))));
  });
});
