import type { Samples } from '../../../core/samples';
import { text } from '../../text';
import { withFile } from '../byte-source';
import { single, type ImageCodec } from '../codec';
import { decoded } from '../image';
import { checkPixels } from '../pixel-limit';
import { Raster } from '../raster';
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
      const bytes = source.read(found[0].length, 4 * row * height);
      const data = flipped(samplesFrom(bytes, 'float', scale < 0 ? 'little' : 'big'), row);
      const raster = Raster.of({ width, height, kind: 'float', bits: 32, colours, extras: 0 }, data);
      const factor = Math.abs(scale);
      return decoded(raster, { scale: factor === 1 ? undefined : factor }, { format: 'pfm' });
    }),
  write: single(({ raster, metadata }) => {
    const { width, height, channels, shape, data } = raster;
    const header = `${shape.colours === 'gray' ? 'Pf' : 'PF'}\n${width} ${height}\n-${metadata.scale ?? '1.0'}\n`;
    const rows = bytesFrom(flipped(data, width * channels), 'little');
    return Promise.resolve(Buffer.concat([Buffer.from(header, 'latin1'), rows]));
  }),
};

function flipped(data: Samples, row: number): Samples {
  const turned = data.slice();
  for (let from = 0; from < data.length; from += row) {
    turned.set(data.subarray(from, from + row), data.length - row - from);
  }
  return turned;
}
