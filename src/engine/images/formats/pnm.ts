import type { ImageCodec } from '../codec';
import { readNetpbm, writeNetpbm } from '../netpbm';

export const codec: ImageCodec = {
  recognises: head => /^P[2356][\s#]/.test(head.toString('latin1', 0, 3)),
  read: (path, page) => readNetpbm(path, page, 'pnm'),
  write: images => writeNetpbm(images, false),
};
