/** Rasters as other formats hold them. */
import { filled, rowsOf } from '../../core/sample-source';
import { nominalWhite, sampleTraits, toSample, type SampleKind } from '../../core/samples';
import type { ValueRange } from '../../core/value-range';
import { Raster, type RasterShape } from './raster';
import { allocateSamples } from './sample-file';

/** The same values as floating point of this kind, as far as it has them. */
export function toFloating({ shape, samples }: Raster, kind: SampleKind & ('float' | 'double')): Raster {
  const { width, height, colours, extras } = shape;
  const converted = { width, height, colours, extras, kind, bits: sampleTraits[kind].bits };
  return Raster.of(
    converted,
    filled(allocateSamples(converted), band => rowsOf(samples, band)),
  );
}

/**
 * Samples of another kind: `range` becomes black and white of the whole depth, and alpha, of which 1 or the largest
 * number is opaque, keeps its meaning. More channels than alpha are left out.
 */
export function toDepth({ shape, samples, channels }: Raster, kind: 'uint8' | 'uint16', range: ValueRange): Raster {
  const { width, height, colours } = shape;
  const extras = Math.min(1, shape.extras);
  const colourChannels = colours === 'gray' ? 1 : 3;
  const format = { kind, bits: sampleTraits[kind].bits } as const;
  const { max } = sampleTraits[kind];
  const opaque = sampleTraits[shape.kind].integer ? (nominalWhite(shape) ?? sampleTraits[shape.kind].max) : 1;
  const colourScale = max / (range.white - range.black);
  const converted = { width, height, colours, extras, ...format };
  const store = filled(allocateSamples(converted), band => {
    const data = rowsOf(samples, band);
    const written = sampleTraits[kind].allocate((data.length / channels) * (colourChannels + extras));
    for (let from = 0, to = 0; from < data.length; from += channels) {
      for (let c = 0; c < colourChannels; c++) {
        // Not a number is black.
        written[to++] = toSample((data[from + c] - range.black) * colourScale || 0, format);
      }
      if (extras > 0) written[to++] = toSample((data[from + colourChannels] / opaque) * max || 0, format);
    }
    return written;
  });
  return Raster.of(converted, store);
}

/** Without alpha and whatever follows it. */
export function coloursOnly(raster: Raster): Raster {
  const { shape, channels } = raster;
  if (shape.extras === 0) return raster;
  const colours = Array.from({ length: channels - shape.extras }, (_, i) => i);
  return withChannels(raster, { ...shape, extras: 0 }, colours);
}

/** Some of the channels. @param shape with as many channels */
export function withChannels(
  { samples, scale, channels }: Raster,
  shape: RasterShape,
  chosen: readonly number[],
): Raster {
  const store = filled(allocateSamples(shape), band => {
    const data = rowsOf(samples, band);
    const written = sampleTraits[shape.kind].allocate((data.length / channels) * chosen.length);
    for (let from = 0, to = 0; from < data.length; from += channels) {
      for (const channel of chosen) written[to++] = data[from + channel];
    }
    return written;
  });
  return new Raster(shape, store, scale);
}
