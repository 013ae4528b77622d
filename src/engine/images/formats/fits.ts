import { AmsnetError } from '../../../core/errors';
import { bandsOf, type Rect } from '../../../core/geometry';
import { filled, rowsOf } from '../../../core/sample-source';
import { sampleTraits, type Samples } from '../../../core/samples';
import { text } from '../../text';
import { flipped, fromBottom } from '../bottom-up';
import { withFile, type ByteSource } from '../byte-source';
import { startsWith, type ImageCodec } from '../codec';
import { cardOf, headerOf, isImage, nameOf, padded, readUnits, type FitsUnit } from '../fits-header';
import { decoded, type DecodedImage } from '../image';
import { forLastFile } from '../last-file';
import { intoPlace, mosaicPlanes, placeOf, planeSize, rowsOfPlace } from '../mosaic';
import { checkPixels } from '../pixel-limit';
import { Raster } from '../raster';
import { allocateSamples } from '../sample-file';
import { bytesFrom, samplesFrom, type PlainKind } from '../sample-bytes';

export const codec: ImageCodec = {
  recognises: head => startsWith(head, 'SIMPLE  ='),
  read: (path, page) => withFile(path, source => readPlane(path, source, page)),
  write: writeFits,
};

/** Whole numbers without a sign, or with one in 8 bits, are stored with an offset (FITS 4.0, section 4.4.2.5). */
const stored: Readonly<Record<PlainKind, { readonly as: PlainKind; readonly bitpix: number; readonly zero: number }>> =
  {
    uint8: { as: 'uint8', bitpix: 8, zero: 0 },
    int8: { as: 'uint8', bitpix: 8, zero: -128 },
    int16: { as: 'int16', bitpix: 16, zero: 0 },
    uint16: { as: 'int16', bitpix: 16, zero: 2 ** 15 },
    int32: { as: 'int32', bitpix: 32, zero: 0 },
    uint32: { as: 'int32', bitpix: 32, zero: 2 ** 31 },
    float: { as: 'float', bitpix: -32, zero: 0 },
    double: { as: 'double', bitpix: -64, zero: 0 },
  };
const plainKinds = Object.keys(stored) as PlainKind[];

/** The image that is read: the first of the file, with all its planes. */
interface FitsImage {
  readonly unit: FitsUnit;
  readonly bitpix: number;
  readonly zero: number;
  readonly scale: number;
  /** Kind of the values: whole numbers that are scaled become floating point. */
  readonly kind: PlainKind;
  readonly planes: number;
  /** Whether the first two axes are a colour mosaic, whose four colours are planes. */
  readonly isMosaic: boolean;
  readonly header: readonly string[];
  readonly notes: readonly (string | undefined)[];
}

const imageOf = forLastFile((path, source): FitsImage => {
  const units = readUnits(source);
  const unit = units.find(isImage);
  const unsupported = (why: string) =>
    new AmsnetError('image/unsupported', ...text.samplesUnsupported(path, why, 'FITS'));
  if (unit === undefined) {
    throw unsupported(units.some(({ values }) => values.get('ZIMAGE') === true) ? text.fitsPacked : text.fitsNoImage);
  }
  const { axes, values } = unit;
  checkPixels(path, { width: axes[0], height: axes[1] });
  if (unit.end > source.size) throw new RangeError(text.endsEarly(source.size, unit.end));
  const number = (name: string, otherwise: number) => {
    const value = values.get(name);
    return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
  };
  const [bitpix, zero, scale] = [number('BITPIX', 0), number('BZERO', 0), number('BSCALE', 1)];
  const asStored = plainKinds.find(kind => stored[kind].bitpix === bitpix && stored[kind].zero === zero);
  if (!plainKinds.some(kind => stored[kind].bitpix === bitpix)) throw unsupported(text.samplesOfBits(bitpix));
  const isPlain = scale === 1 && asStored !== undefined;
  const pattern = axes.slice(2).every(length => length === 1) ? patternOf(values) : undefined;
  if (pattern !== undefined && !/^[A-Z]{4}$/.test(pattern)) throw unsupported(text.mosaicUnknown(pattern));
  const isMosaic = pattern !== undefined && axes[0] > 1 && axes[1] > 1;
  const others = units.length - 1 - (unit === units[0] ? 0 : 1);
  return {
    unit,
    bitpix,
    zero,
    scale,
    kind: isPlain ? asStored : Math.abs(bitpix) > 16 && bitpix !== -32 ? 'double' : 'float',
    planes: isMosaic ? mosaicPlanes : axes.slice(2).reduce((product, length) => product * length, 1),
    isMosaic,
    header: keptCards(units[0], unit),
    notes: [
      isPlain ? undefined : text.fitsScaled(scale, zero),
      isMosaic ? text.fitsMosaic(pattern) : undefined,
      others > 0 ? text.fitsUnitsLeftOut(others) : undefined,
    ],
  };
});

/** The colours of a mosaic's cell, where there is one: cameras without say so, or nothing. */
function patternOf(values: FitsUnit['values']): string | undefined {
  const named = [values.get('BAYERPAT'), values.get('COLORTYP')].find(value => typeof value === 'string') ?? '';
  const pattern = named.trim().toUpperCase();
  return /^(|NONE|N\/A|MONO.*|GRA?Y.*|RGB|COLOU?R)$/.test(pattern) ? undefined : pattern;
}
/** The cards that make readers take an image for a mosaic. */
const mosaicCards = /^(BAYERPAT|COLORTYP|[XY]BAYROFF)$/;

/** Names of cards that say how the data lie in the file, or what they were before they were denoised. */
const structural =
  /^(SIMPLE|XTENSION|BITPIX|NAXIS|EXTEND|PCOUNT|GCOUNT|GROUPS|BSCALE|BZERO|BLANK|INHERIT|CHECKSUM|DATASUM|DATAMIN|DATAMAX)$/;

/** Cards of the image, and those of the file that it does not have itself. */
function keptCards(file: FitsUnit, image: FitsUnit): string[] {
  const own = image.cards.filter(card => !structural.test(nameOf(card)));
  if (file === image) return own;
  const names = new Set(own.map(nameOf));
  const shared = file.cards.filter(
    card => !structural.test(nameOf(card)) && !/^(NAXIS\d+|CONTINUE)$/.test(nameOf(card)),
  );
  return [...own, ...shared.filter(card => /^(COMMENT|HISTORY|)$/.test(nameOf(card)) || !names.has(nameOf(card)))];
}

async function readPlane(path: string, source: ByteSource, page: number): Promise<DecodedImage> {
  const image = await imageOf(path, source);
  const { unit, bitpix, zero, scale, kind, planes, isMosaic, header, notes } = image;
  if (page >= planes) throw new AmsnetError('settings/invalid', text.noSuchPage(path, page + 1, planes));
  const [width, height] = unit.axes;
  const whole = { width, height };
  const row = (width * Math.abs(bitpix)) / 8;
  const start = unit.start + (isMosaic ? 0 : page * row * height);
  const blank = bitpix > 0 ? unit.values.get('BLANK') : undefined;
  const { integer, bits } = sampleTraits[kind];
  const asIs = scale === 1 && zero === 0;
  const valuesOf = ({ y, height: rows }: Rect): Samples => {
    const raw = samplesFrom(source.read(start + y * row, rows * row), rawKind(bitpix), 'big');
    if (asIs) return raw;
    const data = sampleTraits[kind].allocate(raw.length);
    for (let i = 0; i < raw.length; i++) data[i] = !integer && raw[i] === blank ? NaN : zero + scale * raw[i];
    return data;
  };
  const lying = (data: Samples, across: number) => (isTopDown(header) ? data : flipped(data, across));
  const size = isMosaic ? planeSize(whole, page) : whole;
  const shape = { ...size, kind, bits, colours: 'gray', extras: 0 } as const;
  const samples = filled(allocateSamples(shape), band => {
    const rows = isTopDown(header) ? band : fromBottom(band, size);
    const values = isMosaic ? placeOf(valuesOf(rowsOfPlace(rows, whole, page)), width, page, kind) : valuesOf(rows);
    return lying(values, size.width);
  });
  const noData = integer && typeof blank === 'number' ? zero + blank : undefined;
  const raster = Raster.of(shape, samples, noData);
  const found = decoded(raster, { header }, { format: 'fits', pages: planes, notes });
  return isMosaic ? { ...found, mosaic: whole } : found;
}

function rawKind(bitpix: number): PlainKind {
  return plainKinds.find(kind => stored[kind].bitpix === bitpix && stored[kind].zero === 0) ?? 'uint8';
}

/** The first row is the lowest one, unless the file says otherwise. */
function isTopDown(header: readonly string[]): boolean {
  return header.some(card => /^ROWORDER= *'TOP-DOWN/.test(card));
}

/** All images as planes of one: colours are planes, too, and those of a mosaic lie in their places again. */
async function* writeFits(images: AsyncIterable<DecodedImage>, count: number): AsyncGenerator<Uint8Array> {
  let first: Raster | undefined;
  let written = 0;
  const places: Raster[] = [];
  for await (const { raster, metadata, mosaic } of images) {
    const { shape, width, height, channels, scale } = raster;
    const kind = shape.kind as PlainKind;
    const { as, bitpix, zero } = stored[kind];
    const header = metadata.header ?? [];
    const topDown = isTopDown(header);
    const whole = count === mosaicPlanes ? mosaic : undefined;
    if (first === undefined) {
      first = raster;
      const size = whole ?? raster;
      yield headerOf([
        cardOf('SIMPLE', true),
        cardOf('BITPIX', bitpix),
        ...axisCards(header, [size.width, size.height], channels, whole ? 1 : count),
        ...(zero === 0 ? [] : [cardOf('BSCALE', 1), cardOf('BZERO', zero)]),
        ...(sampleTraits[kind].integer && scale.noData !== undefined ? [cardOf('BLANK', scale.noData - zero)] : []),
        ...header.filter(card => !/^NAXIS\d+$/.test(nameOf(card)) && (whole ?? !mosaicCards.test(nameOf(card)))),
      ]);
    }
    const { shape: same } = first;
    const differs = width !== first.width || height !== first.height || channels !== first.channels;
    if ((differs && !whole) || same.kind !== kind) throw new RangeError(text.fitsPlanesDiffer);
    const planeIn = (from: Raster, band: Rect, channel: number) => {
      const data = rowsOf(from.samples, topDown ? band : fromBottom(band, from));
      const plane = sampleTraits[as].allocate(data.length / channels);
      for (let i = 0; i < plane.length; i++) plane[i] = data[i * channels + channel] - zero;
      return topDown ? plane : flipped(plane, from.width);
    };
    if (whole) {
      places.push(raster);
      if (places.length < mosaicPlanes) continue;
      for (const band of bandsOf({ width: whole.width, height: Math.ceil(whole.height / 2) })) {
        const rows = sampleTraits[as].allocate(whole.width * Math.min(2 * band.height, whole.height - 2 * band.y));
        for (const [place, plane] of places.entries()) {
          const own = { ...band, width: plane.width, height: Math.min(band.height, plane.height - band.y) };
          intoPlace(planeIn(plane, own, 0), rows, whole.width, place);
        }
        yield bytesOf(rows);
      }
    } else {
      for (let channel = 0; channel < channels; channel++)
        for (const band of bandsOf(raster)) yield bytesOf(planeIn(raster, band, channel));
    }
  }
  yield Buffer.alloc(padded(written) - written);

  function bytesOf(plane: Samples): Buffer {
    const bytes = bytesFrom(plane, 'big');
    written += bytes.length;
    return bytes;
  }
}

/** The axes as the source had them, where its planes are still there. */
function axisCards(header: readonly string[], size: readonly number[], channels: number, count: number): string[] {
  const further = header
    .filter(card => /^NAXIS([3-9]|\d\d+)$/.test(nameOf(card)))
    .map(card => Number(/= +(\d+)/.exec(card)?.[1]));
  const product = further.reduce((all, length) => all * length, 1);
  const own = [channels, count].filter(length => length > 1);
  const axes = [...size, ...(further.length > 0 && product === channels * count ? further : own)];
  return [cardOf('NAXIS', axes.length), ...axes.map((length, i) => cardOf(`NAXIS${i + 1}`, length))];
}
