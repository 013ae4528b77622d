/** Rasters as other formats hold them. */
import { nominalWhite, sampleTraits, toSample, type SampleKind } from '../../core/samples';
import type { ValueRange } from '../../core/value-range';
import { Raster } from './raster';

/** The same values as floating point of this kind, as far as it has them. */
export function toFloating({ shape, data }: Raster, kind: SampleKind & ('float' | 'double')): Raster {
  const { width, height, colours, extras } = shape;
  const written = sampleTraits[kind].allocate(data.length);
  written.set(data);
  return Raster.of({ width, height, colours, extras, kind, bits: sampleTraits[kind].bits }, written);
}

/**
 * Samples of another kind: `range` becomes black and white of the whole depth, and alpha, of which 1 or the largest
 * number is opaque, keeps its meaning. More channels than alpha are left out.
 */
export function toDepth({ shape, data, channels }: Raster, kind: 'uint8' | 'uint16', range: ValueRange): Raster {
  const { width, height, colours } = shape;
  const extras = Math.min(1, shape.extras);
  const colourChannels = colours === 'gray' ? 1 : 3;
  const format = { kind, bits: sampleTraits[kind].bits } as const;
  const { max } = sampleTraits[kind];
  const opaque = sampleTraits[shape.kind].integer ? (nominalWhite(shape) ?? sampleTraits[shape.kind].max) : 1;
  const colourScale = max / (range.white - range.black);
  const written = sampleTraits[kind].allocate(width * height * (colourChannels + extras));
  for (let from = 0, to = 0; from < data.length; from += channels) {
    for (let c = 0; c < colourChannels; c++) {
      // Not a number is black.
      written[to++] = toSample((data[from + c] - range.black) * colourScale || 0, format);
    }
    if (extras > 0) written[to++] = toSample((data[from + colourChannels] / opaque) * max || 0, format);
  }
  return Raster.of({ width, height, colours, extras, ...format }, written);
}

/** Without alpha and whatever follows it. */
export function coloursOnly(raster: Raster): Raster {
  const { shape, data, channels } = raster;
  if (shape.extras === 0) return raster;
  const colours = channels - shape.extras;
  const written = sampleTraits[shape.kind].allocate(shape.width * shape.height * colours);
  for (let from = 0, to = 0; from < data.length; from += channels) {
    for (let c = 0; c < colours; c++) written[to++] = data[from + c];
  }
  return new Raster({ ...shape, extras: 0 }, written, raster.scale);
}
