/** Major and compatible brands of an ISO base media file. */
export function brands(head: Buffer): string[] {
  if (head.length < 16 || head.toString('latin1', 4, 8) !== 'ftyp') return [];
  const end = Math.min(head.readUInt32BE(0), head.length);
  const all = [head.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) all.push(head.toString('latin1', at, at + 4));
  return all;
}
