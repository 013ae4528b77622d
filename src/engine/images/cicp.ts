/** How numbers become light, by code points (ITU-T H.273), which PNG calls cICP and HEIF and AVIF nclx. */

export interface Nclx {
  readonly primaries: number;
  readonly transfer: number;
}

/** What everyone assumes of a file that says nothing. */
export const srgb = Buffer.from([1, 13, 0, 1]);
const unspecified = 2;

/** Of pixels that are RGB of full range by now; undefined where they are sRGB, or of an unknown kind. */
export function cicpOf(nclx: Nclx | undefined): Buffer | undefined {
  if (nclx === undefined) return undefined;
  const [primaries, transfer] = [nclx.primaries, nclx.transfer].map((value, i) => (value === unspecified ? srgb[i] : value));
  if (primaries > 255 || transfer > 255) return undefined;
  const cicp = Buffer.from([primaries, transfer, 0, 1]);
  return cicp.equals(srgb) ? undefined : cicp;
} // prettier-ignore

/** Where the colour box of a HEIF or AVIF file names primaries and transfer function, two bytes each. */
export function nclxAt(head: Buffer): number | undefined {
  const at = head.indexOf('colrnclx', 0, 'latin1');
  return at >= 0 && at + 12 <= head.length ? at + 8 : undefined;
}

export function nclxOf(head: Buffer): Nclx | undefined {
  const at = nclxAt(head);
  return at === undefined ? undefined : { primaries: head.readUInt16BE(at), transfer: head.readUInt16BE(at + 2) };
}
