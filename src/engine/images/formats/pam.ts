import { startsWith, type ImageCodec } from '../codec';
import { readNetpbm, writeNetpbm } from '../netpbm';

export const codec: ImageCodec = {
  recognises: head => startsWith(head, 'P7\n'),
  read: (path, page) => readNetpbm(path, page, 'pam'),
  write: images => writeNetpbm(images, true),
};
