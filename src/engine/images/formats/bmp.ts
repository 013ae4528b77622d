import { AmsnetError } from '../../../core/errors';
import { area, bandsOf } from '../../../core/geometry';
import { filled, rowsOf } from '../../../core/sample-source';
import { sampleTraits } from '../../../core/samples';
import { text } from '../../text';
import { headerSizes, isKnown, readBmpHeader, readColours, readIndices, writeBmp, type BmpHeader } from '../bmp';
import { withFile, type ByteSource } from '../byte-source';
import { single, startsWith, type ImageCodec } from '../codec';
import { decoded, type Metadata } from '../image';
import { checkPixels } from '../pixel-limit';
import { Raster } from '../raster';
import { allocateSamples } from '../sample-file';

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
    return writeBmp(raster.samples, [dots[0], dots[1]]);
  }),
};

function ofPalette(source: ByteSource, header: BmpHeader): Raster {
  const { width, height, palette } = header;
  const indices = readIndices(source, header);
  const isGray = palette.every((value, i) => value === palette[i - (i % 3)]);
  const channels = isGray ? 1 : 3;
  const shape = { width, height, kind: 'uint8', bits: 8, colours: isGray ? 'gray' : 'rgb', extras: 0 } as const;
  const samples = filled(allocateSamples(shape), band => {
    const first = band.y * width;
    const data = new Uint8Array(band.width * band.height * channels);
    for (let i = 0; i < data.length; i++) {
      data[i] = palette[3 * indices[first + Math.floor(i / channels)] + (i % channels)];
    }
    return data;
  });
  return Raster.of(shape, samples);
}

function ofColours(source: ByteSource, header: BmpHeader): Raster {
  const { width, height, masks } = header;
  const isDeep = masks.some(mask => mask >>> (31 - Math.clz32(mask & -mask)) > 255);
  const kind = isDeep ? 'uint16' : 'uint8';
  const { bits, max } = sampleTraits[kind];
  const shapeOf = (extras: 0 | 1) => ({ width, height, kind, bits, colours: 'rgb', extras }) as const;
  const read = (shape: ReturnType<typeof shapeOf>) =>
    filled(allocateSamples(shape), band => {
      const channels = shape.extras === 0 ? 3 : 4;
      const data = sampleTraits[kind].allocate(area(band) * channels);
      readColours(source, header, band, data, channels, max);
      return data;
    });
  if (masks[3] !== 0) {
    const [shape, samples] = [shapeOf(1), read(shapeOf(1))];
    // Programs that know no alpha leave it 0, and nobody shows such an image as nothing.
    const isNothing = bandsOf(samples).every(band =>
      rowsOf(samples, band).every((value, i) => i % 4 !== 3 || value === 0),
    );
    if (!isNothing) return Raster.of(shape, samples);
  }
  return Raster.of(shapeOf(0), read(shapeOf(0)));
}

function metadataOf(source: ByteSource, { density: [x, y], profile }: BmpHeader): Metadata {
  return {
    density: x > 0 && y > 0 ? { x: x / 100, y: y / 100, unit: 'centimetre' } : undefined,
    profile: profile && profile.length > 0 ? source.read(profile.start, profile.length) : undefined,
  };
}
