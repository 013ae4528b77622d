import { getFloat16, setFloat16 } from '@petamoriken/float16';
import { AmsnetError } from '../../../core/errors';
import { rowsOf as samplesOfRows, type SampleStore } from '../../../core/sample-source';
import { sampleTraits, type Samples } from '../../../core/samples';
import { Spool } from '../../../files/spool';
import { text } from '../../text';
import { withFile, type ByteSource } from '../byte-source';
import { single, startsWith, type ImageCodec } from '../codec';
import { decoded, type DecodedImage, type ExrMetadata } from '../image';
import { packZip, rowsOf, unpack, Compression } from '../openexr/blocks';
import { channelBytes, headerOf, magic, readHeader, type Attribute, type Channel, type ChannelKind, type ExrHeader } from '../openexr/header'; // prettier-ignore
import { checkPixels } from '../pixel-limit';
import { Raster, type RasterShape } from '../raster';
import { allocateSamples } from '../sample-file';

export const codec: ImageCodec = {
  recognises: head => startsWith(head, magic),
  read: path => withFile(path, source => readExr(path, source)),
  write: single(image => writeExr(image)),
};

/** Attributes that say how pixels lie in the file, and a small picture of what they were. */
const structural: ReadonlySet<string> = new Set([
  'channels', 'chunkCount', 'compression', 'dataWindow', 'lineOrder', 'name', 'preview', 'tiles', 'type', 'version',
]); // prettier-ignore
/** A block of more is none of an image of this program's size. */
const mostBytes = 1 << 29;

function readExr(path: string, source: ByteSource): DecodedImage {
  const header = readHeader(source);
  const { width, height, left, top, channels, attributes, parts } = header;
  const unsupported = (why: string) =>
    new AmsnetError('image/unsupported', ...text.samplesUnsupported(path, why, 'OpenEXR'));
  if (header.isDeep) throw unsupported(text.exrDeep);
  if (rowsOf.at(header.compression) === undefined) throw unsupported(text.exrCompression(header.compression));
  checkPixels(path, header);
  const chosen = chooseChannels(channels);
  if (chosen.length === 0 || !channels.every(({ isFull }) => isFull)) throw unsupported(text.exrChannels);
  const kinds = new Set(chosen.map(({ kind }) => kind));
  const kind: ChannelKind = kinds.size === 1 ? chosen[0].kind : 'float';
  const colours = chosen.length > 2 ? 'rgb' : 'gray';
  const extras = chosen.length - (colours === 'rgb' ? 3 : 1);
  const shape: RasterShape = { width, height, kind, bits: sampleTraits[kind].bits, colours, extras };
  const samples = readSamples(source, header, chosen, shape);
  const kept = attributes.filter(({ name }) => !structural.has(name));
  const exr: ExrMetadata = { attributes: kept, names: chosen.map(({ name }) => name), left, top };
  const others = channels.length - chosen.length;
  const notes = [
    others > 0 ? text.exrChannelsLeftOut(others, exr.names) : undefined,
    parts > 1 ? text.exrPartsLeftOut(parts - 1) : undefined,
    kinds.size > 1 ? text.exrMixed : undefined,
  ];
  return decoded(Raster.of(shape, samples), { exr }, { format: 'exr', notes });
}

/** Those of the picture: colours and alpha of the first layer that has them, else its luminance, else the only channel. */
function chooseChannels(channels: readonly Channel[]): Channel[] {
  const layers = [...new Set(channels.map(({ name }) => name.slice(0, name.lastIndexOf('.') + 1)))];
  // Without a name comes first.
  for (const layer of layers.sort((a, b) => Number(a !== '') - Number(b !== ''))) {
    const find = (name: string) => channels.filter(channel => channel.name === layer + name).slice(0, 1);
    const [rgb, gray] = [['R', 'G', 'B'].flatMap(find), find('Y')];
    if (rgb.length === 3) return [...rgb, ...find('A')];
    if (gray.length === 1 && rgb.length === 0) return [...gray, ...find('A')];
  }
  return channels.length === 1 ? [...channels] : [];
}

function readSamples(
  source: ByteSource,
  header: ExrHeader,
  chosen: readonly Channel[],
  shape: RasterShape,
): SampleStore {
  const { width, height, channels, tile, compression, isMultipart, table } = header;
  const block = tile ?? { width, height: rowsOf[compression] ?? 1 };
  const columns = Math.ceil(width / block.width);
  const count = columns * Math.ceil(height / block.height);
  const pixelBytes = channels.reduce((sum, channel) => sum + channelBytes[channel.kind], 0);
  if (pixelBytes * Math.min(width, block.width) * Math.min(height, block.height) > mostBytes) {
    throw new RangeError(text.headerDamaged);
  }
  const offsets = source.read(table, 8 * count);
  const samples = allocateSamples(shape);
  const partBytes = isMultipart ? 4 : 0;
  const isThere = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    // The place in the file, of the part, the place in the image, the length.
    const start = Number(offsets.readBigUInt64LE(8 * i)) + partBytes;
    const head = source.read(start, tile ? 20 : 8);
    const [x, y] = tile
      ? [head.readInt32LE(0) * block.width, head.readInt32LE(4) * block.height]
      : [0, head.readInt32LE(0) - header.top];
    const index = Math.floor(y / block.height) * columns + Math.floor(x / block.width);
    if (x < 0 || y < 0 || x >= width || y >= height || y % block.height !== 0 || isThere[index]) {
      throw new RangeError(text.headerDamaged);
    }
    isThere[index] = 1;
    const area = { width: Math.min(block.width, width - x), height: Math.min(block.height, height - y) };
    const packed = source.read(start + head.length, head.readUInt32LE(head.length - 4));
    const rows = unpack(packed, compression, { ...area, channels, length: area.width * area.height * pixelBytes });
    samples.update({ x, y, ...area }, ({ data, start: first, stride }) => {
      let rowStart = 0;
      for (let row = 0; row < area.height; row++) {
        let from = rowStart;
        for (const channel of channels) {
          const at = chosen.indexOf(channel);
          if (at >= 0)
            copySamples(rows, from, channel.kind, data, first + row * stride + at, chosen.length, area.width);
          from += area.width * channelBytes[channel.kind];
        }
        rowStart = from;
      }
    });
  }
  return samples;
}

/** All half floats, as they are asked for by the million. */
let halves: Float32Array | undefined;

function copySamples(from: Buffer, at: number, kind: ChannelKind, to: Samples, start: number, step: number, count: number): void {
  if (kind === 'half') {
    halves ??= allHalves();
    for (let i = 0, out = start; i < count; i++, out += step) to[out] = halves[from.readUInt16LE(at + 2 * i)];
  } else if (kind === 'float') {
    for (let i = 0, out = start; i < count; i++, out += step) to[out] = from.readFloatLE(at + 4 * i);
  } else {
    for (let i = 0, out = start; i < count; i++, out += step) to[out] = from.readUInt32LE(at + 4 * i);
  }
} // prettier-ignore

function allHalves(): Float32Array {
  const view = new DataView(new ArrayBuffer(2));
  return Float32Array.from({ length: 1 << 16 }, (_, bits) => {
    view.setUint16(0, bits);
    return getFloat16(view, 0);
  });
}

/** Rows packed as ZIP, which every reader knows. */
async function* writeExr({ raster, metadata }: DecodedImage): AsyncGenerator<Uint8Array> {
  const { width, height, channels: step, shape, samples } = raster;
  const kind = shape.kind as ChannelKind;
  const source = metadata.exr;
  const usual = shape.colours === 'rgb' ? ['R', 'G', 'B', 'A'] : ['Y', 'A'];
  const names = source?.names.length === step ? source.names : usual.slice(0, step);
  // More channels than the format has names for here are none of it.
  const channels = names
    .map((name, at) => ({ name, kind, at }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name, 'latin1'), Buffer.from(b.name, 'latin1')));
  const { left, top } = source ?? { left: 0, top: 0 };
  const blockRows = rowsOf[Compression.zip] ?? 1;
  const lengths: number[] = [];
  // Their places stand before them.
  const blocks = new Spool();
  try {
    for (let y = 0; y < height; y += blockRows) {
      const rows = Math.min(blockRows, height - y);
      const bytes = Buffer.alloc(rows * width * channels.length * channelBytes[kind]);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      const data = samplesOfRows(samples, { x: 0, y, width, height: rows });
      let to = 0;
      for (let row = 0; row < rows; row++) {
        for (const { at } of channels) {
          for (let i = row * width * step + at, end = (row + 1) * width * step; i < end; i += step) {
            if (kind === 'half') setFloat16(view, to, data[i], true);
            else if (kind === 'float') view.setFloat32(to, data[i], true);
            else view.setUint32(to, data[i], true);
            to += channelBytes[kind];
          }
        }
      }
      const packed = await packZip(bytes);
      const head = Buffer.alloc(8);
      head.writeInt32LE(y + top, 0);
      head.writeUInt32LE(packed.length, 4);
      lengths.push(head.length + packed.length);
      blocks.add(Buffer.concat([head, packed]));
    }
    const header = headerOf(channels, attributesOf(source?.attributes ?? [], left, top, raster));
    const table = Buffer.alloc(8 * lengths.length);
    let offset = header.length + table.length;
    for (const [i, length] of lengths.entries()) {
      table.writeBigUInt64LE(BigInt(offset), 8 * i);
      offset += length;
    }
    yield* [header, table];
    yield* blocks.take();
  } finally {
    blocks.discard();
  }
}

/** Those of the source, and what every file must have. */
function attributesOf(own: readonly Attribute[], left: number, top: number, { width, height }: Raster): Attribute[] {
  const numbers = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer);
  const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);
  const window = numbers(left, top, left + width - 1, top + height - 1);
  const needed = [
    { name: 'displayWindow', type: 'box2i', value: window },
    { name: 'pixelAspectRatio', type: 'float', value: floats(1) },
    { name: 'screenWindowCenter', type: 'v2f', value: floats(0, 0) },
    { name: 'screenWindowWidth', type: 'float', value: floats(1) },
  ];
  return [
    { name: 'compression', type: 'compression', value: Buffer.from([Compression.zip]) },
    { name: 'dataWindow', type: 'box2i', value: window },
    { name: 'lineOrder', type: 'lineOrder', value: Buffer.from([0]) },
    ...needed.filter(({ name }) => !own.some(each => each.name === name)),
    ...own,
  ];
}
