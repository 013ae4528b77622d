import { AmsnetError } from '../../../core/errors';
import { sampleTraits } from '../../../core/samples';
import { text } from '../../text';
import { headerSizes, isKnown, readBmpHeader, readColours, readIndices, writeBmp, type BmpHeader } from '../bmp';
import { withFile, type ByteSource } from '../byte-source';
import { single, startsWith, type ImageCodec } from '../codec';
import { decoded, type Metadata } from '../image';
import { checkPixels } from '../pixel-limit';
import { Raster } from '../raster';

const perUnit = { inch: 1 / 0.0254, centimetre: 100 } as const;

export const codec: ImageCodec = {
  // Two letters alone may begin any text.
  recognises: head => startsWith(head, 'BM') && head.length >= 18 && headerSizes.has(head.readUInt32LE(14)),
  read: path =>
    withFile(path, source => {
      const header = readBmpHeader(source);
      checkPixels(path, header);
      if (!isKnown(header)) {
        throw new AmsnetError('image/unsupported', ...text.samplesUnsupported(path, text.bmpCompression, 'BMP'));
      }
      const raster = header.bits <= 8 ? ofPalette(source, header) : ofColours(source, header);
      return decoded(raster, metadataOf(source, header), { format: 'bmp' });
    }),
  write: single(({ raster, metadata: { density } }) => {
    const dots = [density?.x ?? 0, density?.y ?? 0].map(value =>
      Math.round(value * (density ? perUnit[density.unit] : 0)),
    );
    return Promise.resolve(writeBmp(raster, raster.data, raster.channels, [dots[0], dots[1]]));
  }),
};

function ofPalette(source: ByteSource, header: BmpHeader): Raster {
  const { width, height, palette } = header;
  const indices = readIndices(source, header);
  const isGray = palette.every((value, i) => value === palette[i - (i % 3)]);
  const channels = isGray ? 1 : 3;
  const data = new Uint8Array(indices.length * channels);
  for (let i = 0; i < data.length; i++) data[i] = palette[3 * indices[Math.floor(i / channels)] + (i % channels)];
  return Raster.of({ width, height, kind: 'uint8', bits: 8, colours: isGray ? 'gray' : 'rgb', extras: 0 }, data);
}

function ofColours(source: ByteSource, header: BmpHeader): Raster {
  const { width, height, masks } = header;
  const isDeep = masks.some(mask => mask >>> (31 - Math.clz32(mask & -mask)) > 255);
  const kind = isDeep ? 'uint16' : 'uint8';
  const { bits, max } = sampleTraits[kind];
  const read = (channels: 3 | 4) => {
    const data = sampleTraits[kind].allocate(width * height * channels);
    readColours(source, header, data, channels, max);
    return { data, extras: channels - 3 };
  };
  const all = read(masks[3] === 0 ? 3 : 4);
  // Programs that know no alpha leave it 0, and nobody shows such an image as nothing.
  const isOpaque = all.extras > 0 && all.data.every((value, i) => i % 4 !== 3 || value === 0);
  const { data, extras } = isOpaque ? read(3) : all;
  return Raster.of({ width, height, kind, bits, colours: 'rgb', extras }, data);
}

function metadataOf(source: ByteSource, { density: [x, y], profile }: BmpHeader): Metadata {
  return {
    density: x > 0 && y > 0 ? { x: x / 100, y: y / 100, unit: 'centimetre' } : undefined,
    profile: profile && profile.length > 0 ? source.read(profile.start, profile.length) : undefined,
  };
}
