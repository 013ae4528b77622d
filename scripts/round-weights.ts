/**
 *   npx tsx scripts/round-weights.ts MODEL.onnx...
 *
 * Rounds the weights of models to 10 significant bits, in place. Nobody can tell from the result (1e-3 of each weight), and what is
 * left compresses to half.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dataType, decodeModel, encodeModel } from '../src/train/graph/onnx';

/** Of the 24 significant bits of a float32. */
const dropped = 14;

for (const file of process.argv.slice(2)) {
  const model = decodeModel(readFileSync(file));
  for (const { data_type, raw_data } of model.graph.initializer) {
    if (data_type !== dataType.float || !raw_data) continue;
    const view = new DataView(raw_data.buffer, raw_data.byteOffset, raw_data.byteLength);
    for (let at = 0; at < view.byteLength; at += 4) {
      const half = 1 << (dropped - 1);
      view.setUint32(at, ((view.getUint32(at, true) + half) >>> dropped) << dropped, true);
    }
  }
  writeFileSync(file, encodeModel(model));
}
