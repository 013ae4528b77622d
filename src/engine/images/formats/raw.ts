import { brands } from '../brands';
import { withFile } from '../byte-source';
import { startsWith, type ImageCodec } from '../codec';
import { readRaw } from '../raw';

/** Files that say by their first bytes that they are raw; those that are TIFFs are found by their tags. */
const makers: Readonly<Record<string, (head: Buffer) => boolean>> = {
  Canon: head =>
    (startsWith(head, 'II*\0') && head.toString('latin1', 8, 10) === 'CR') ||
    brands(head).includes('crx ') ||
    startsWith(head, 'II\x1a\0\0\0HEAPCCDR'),
  Fujifilm: head => startsWith(head, 'FUJIFILMCCD-RAW'),
  Olympus: head => startsWith(head, 'IIRO', 'IIRS', 'MMOR'),
  Panasonic: head => startsWith(head, 'IIU\0'),
  Minolta: head => startsWith(head, '\0MRM'),
  Sigma: head => startsWith(head, 'FOVb'),
};

const makerOf = (head: Buffer) => Object.keys(makers).find(maker => makers[maker](head));

export const codec: ImageCodec = {
  recognises: head => makerOf(head) !== undefined,
  read: path =>
    withFile(path, source => {
      const head = source.read(0, Math.min(source.size, 4096));
      return readRaw(path, source, makerOf(head), {});
    }),
};
