/** Headers of OpenEXR files (openexr.com, "OpenEXR File Layout"): attributes, channels, and where the blocks of pixels are. */
import { text } from '../../text';
import type { ByteSource } from '../byte-source';

export const magic = 'v/1\x01';
const flag = { tiled: 0x200, deep: 0x800, multipart: 0x1000 } as const;
/** More is no header, but a damaged file. */
const maxHeaderBytes = 64 << 20;

export interface Attribute {
  readonly name: string;
  readonly type: string;
  readonly value: Buffer;
}

export const channelKinds = ['uint32', 'half', 'float'] as const;
export const channelBytes = { uint32: 4, half: 2, float: 4 } as const;
export type ChannelKind = (typeof channelKinds)[number];

export interface Channel {
  readonly name: string;
  readonly kind: ChannelKind;
  /** Whether there is a sample for each pixel. */
  readonly isFull: boolean;
}

/** The first part of a file. */
export interface ExrHeader {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly compression: number;
  /** In the order in which they lie in the file. */
  readonly channels: readonly Channel[];
  /** Size of its tiles; undefined where it has rows. */
  readonly tile: { readonly width: number; readonly height: number } | undefined;
  readonly attributes: readonly Attribute[];
  /** Images and data of no use here: further parts, and whether this one is deep. */
  readonly parts: number;
  readonly isDeep: boolean;
  /** Where the offsets of its blocks are, and what stands before each block. */
  readonly table: number;
  readonly isMultipart: boolean;
}

/** @throws {RangeError} where the header cannot be followed */
export function readHeader(source: ByteSource): ExrHeader {
  const version = source.read(4, 4).readUInt32LE(0);
  const isMultipart = (version & flag.multipart) !== 0;
  const reader = new HeaderReader(source, 8);
  const parts = [reader.attributes()];
  while (isMultipart) {
    const next = reader.attributes();
    if (next.length === 0) break;
    parts.push(next);
  }
  const [attributes] = parts;
  const find = (name: string, length: number): Buffer => {
    const value = attributes.find(each => each.name === name)?.value;
    if (value === undefined || value.length < length) throw new RangeError(text.headerDamaged);
    return value;
  };
  const box = find('dataWindow', 16);
  const [left, top, right, bottom] = [0, 4, 8, 12].map(at => box.readInt32LE(at));
  const type = attributes.find(each => each.name === 'type')?.value.toString('latin1') ?? '';
  const isTiled = isMultipart ? type.startsWith('tiledimage') : (version & flag.tiled) !== 0;
  const tiles = isTiled ? find('tiles', 9) : undefined;
  const tile = tiles && { width: tiles.readUInt32LE(0), height: tiles.readUInt32LE(4) };
  if (right < left || bottom < top || tile?.width === 0 || tile?.height === 0) throw new RangeError(text.headerDamaged);
  return {
    width: right - left + 1,
    height: bottom - top + 1,
    left,
    top,
    compression: find('compression', 1)[0],
    channels: channelsIn(find('channels', 1)),
    tile,
    attributes,
    parts: parts.length,
    isDeep: (version & flag.deep) !== 0 || type.startsWith('deep'),
    table: reader.at,
    isMultipart,
  };
}

class HeaderReader {
  readonly #bytes: Buffer;
  readonly #start: number;
  #at = 0;

  constructor(source: ByteSource, start: number) {
    this.#bytes = source.read(start, Math.min(source.size - start, maxHeaderBytes));
    this.#start = start;
  }

  get at(): number {
    return this.#start + this.#at;
  }

  /** Up to the empty name that ends a header. */
  attributes(): Attribute[] {
    const found: Attribute[] = [];
    for (;;) {
      const name = this.#string();
      if (name === '') return found;
      const type = this.#string();
      const length = this.#take(4).readUInt32LE(0);
      found.push({ name, type, value: Buffer.from(this.#take(length)) });
    }
  }

  #string(): string {
    const end = this.#bytes.indexOf(0, this.#at);
    if (end < 0 || end - this.#at > 255) throw new RangeError(text.headerDamaged);
    const found = this.#bytes.toString('latin1', this.#at, end);
    this.#at = end + 1;
    return found;
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError(text.headerDamaged);
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

function channelsIn(list: Buffer): Channel[] {
  const channels: Channel[] = [];
  for (let at = 0; ;) {
    const end = list.indexOf(0, at);
    if (end < 0) throw new RangeError(text.headerDamaged);
    if (end === at) return channels;
    if (end + 17 > list.length) throw new RangeError(text.headerDamaged);
    const kind = channelKinds.at(list.readUInt32LE(end + 1));
    const [x, y] = [list.readUInt32LE(end + 9), list.readUInt32LE(end + 13)];
    if (kind === undefined || x === 0 || y === 0) throw new RangeError(text.headerDamaged);
    channels.push({ name: list.toString('latin1', at, end), kind, isFull: x === 1 && y === 1 });
    at = end + 17;
  }
}

/** The bytes before the table of a file of rows. @param channels in alphabetical order */
export function headerOf(channels: readonly Omit<Channel, 'isFull'>[], attributes: readonly Attribute[]): Buffer {
  const list = channels.map(({ name, kind }) => {
    const entry = Buffer.alloc(name.length + 17);
    entry.write(name, 'latin1');
    entry.writeUInt32LE(channelKinds.indexOf(kind), name.length + 1);
    entry.writeUInt32LE(1, name.length + 9);
    entry.writeUInt32LE(1, name.length + 13);
    return entry;
  });
  const all = [
    { name: 'channels', type: 'chlist', value: Buffer.concat([...list, Buffer.alloc(1)]) },
    ...attributes,
  ].map(({ name, type, value }) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(value.length);
    return Buffer.concat([Buffer.from(`${name}\0${type}\0`, 'latin1'), size, value]);
  });
  // Names of more than 31 characters have to be announced.
  const isLong = [...channels, ...attributes].some(({ name }) => name.length > 31);
  const version = Buffer.from([2, isLong ? 4 : 0, 0, 0]);
  return Buffer.concat([Buffer.from(magic, 'latin1'), version, ...all, Buffer.alloc(1)]);
}
