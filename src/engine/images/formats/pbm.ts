import type { ImageCodec } from '../codec';
import { readNetpbm } from '../netpbm';

export const codec: ImageCodec = {
  recognises: head => /^P[14][\s#]/.test(head.toString('latin1', 0, 3)),
  read: (path, page) => readNetpbm(path, page, 'pbm'),
};
