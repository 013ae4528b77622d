/** Files that are refused by what they are, so that nobody takes them for damaged. */
import { AmsnetError } from '../../core/errors';
import { text } from '../text';
import { startsWith } from './codec';
import { brands } from './brands';

interface Refused {
  readonly name: string;
  recognises(head: Buffer): boolean;
}

const others: readonly Refused[] = [
  { name: 'SVG (a vector image)', recognises: head => /^\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(head.toString('utf8')) },
  { name: 'PDF', recognises: head => startsWith(head, '%PDF-') },
  { name: 'PostScript', recognises: head => startsWith(head, '%!PS') },
  { name: 'Photoshop', recognises: head => startsWith(head, '8BPS') },
  { name: 'JPEG 2000', recognises: head => startsWith(head, '\0\0\0\x0cjP  ', '\xffO\xffQ') },
  { name: 'icon (ICO)', recognises: head => startsWith(head, '\0\0\x01\0') },
  { name: 'DICOM', recognises: head => head.toString('latin1', 128, 132) === 'DICM' },
  { name: 'HDF5', recognises: head => startsWith(head, '\x89HDF') },
  { name: 'video', recognises: head => brands(head).length > 0 || startsWith(head, '\x1aE\xdf\xa3') },
]; // prettier-ignore

/** @returns why a file that no codec recognises is not read, by its first bytes */
export function refusal(path: string, head: Buffer): AmsnetError {
  const known = others.find(each => each.recognises(head));
  return new AmsnetError('image/unsupported', ...text.formatUnsupported(path, known?.name));
}
