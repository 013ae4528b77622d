import { bandsOf } from '../../../core/geometry';
import { filled, rowsOf } from '../../../core/sample-source';
import { text } from '../../text';
import { flipped, fromBottom } from '../bottom-up';
import { withFile } from '../byte-source';
import { single, type ImageCodec } from '../codec';
import { decoded } from '../image';
import { checkPixels } from '../pixel-limit';
import { Raster } from '../raster';
import { allocateSamples } from '../sample-file';
import { bytesFrom, samplesFrom } from '../sample-bytes';

/** Netpbm's kin for floating point: the sign of the scale is the order of the bytes, and the last row comes first. */
export const codec: ImageCodec = {
  recognises: head => /^P[Ff]\s/.test(head.toString('latin1', 0, 3)),
  read: path =>
    withFile(path, source => {
      const head = source.read(0, Math.min(source.size, 256)).toString('latin1');
      const found = /^P([Ff])\s+(\d+)\s+(\d+)\s+([-+.\deE]+)\s/.exec(head);
      const [width, height, scale] = (found ?? []).slice(2).map(Number);
      if (!found || !(width > 0 && height > 0) || !Number.isFinite(scale) || scale === 0) {
        throw new RangeError(text.headerDamaged);
      }
      checkPixels(path, { width, height });
      const colours = found[1] === 'F' ? 'rgb' : 'gray';
      const row = width * (colours === 'rgb' ? 3 : 1);
      const shape = { width, height, kind: 'float', bits: 32, colours, extras: 0 } as const;
      const start = found[0].length;
      const samples = filled(allocateSamples(shape), band => {
        const { y, height: rows } = fromBottom(band, shape);
        const bytes = source.read(start + 4 * row * y, 4 * row * rows);
        return flipped(samplesFrom(bytes, 'float', scale < 0 ? 'little' : 'big'), row);
      });
      const factor = Math.abs(scale);
      return decoded(Raster.of(shape, samples), { scale: factor === 1 ? undefined : factor }, { format: 'pfm' });
    }),
  write: single(function* ({ raster, metadata }) {
    const { width, height, channels, shape, samples } = raster;
    const header = `${shape.colours === 'gray' ? 'Pf' : 'PF'}\n${width} ${height}\n-${metadata.scale ?? '1.0'}\n`;
    yield Buffer.from(header, 'latin1');
    for (const band of bandsOf(raster)) {
      yield bytesFrom(flipped(rowsOf(samples, fromBottom(band, raster)), width * channels), 'little');
    }
  }),
};
