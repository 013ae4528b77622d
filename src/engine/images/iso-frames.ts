/** Image sequences (ISO 14496-12, 23008-12): how many frames a file has besides its still image. */
import type { ByteSource } from './byte-source';

const containers: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);
/** More boxes than any file has that is none of a film. */
const mostBoxes = 10_000;

/** Frames of the longest track; 0 where there is none, or where the boxes cannot be followed. */
export function countFrames(source: ByteSource): number {
  let boxes = 0;
  return framesIn(0, source.size);

  function framesIn(start: number, end: number): number {
    let most = 0;
    for (let at = start; at + 8 <= end && boxes++ < mostBoxes;) {
      const head = source.read(at, Math.min(24, end - at));
      const type = head.toString('latin1', 4, 8);
      const short = head.readUInt32BE(0);
      // 0: up to the end; 1: the length follows in 64 bits.
      const isLong = short === 1 && head.length >= 16;
      const length = isLong ? Number(head.readBigUInt64BE(8)) : short === 0 ? end - at : short;
      const body = at + (isLong ? 16 : 8);
      if (length < body - at || at + length > end) break;
      if (containers.has(type)) most = Math.max(most, framesIn(body, at + length));
      else if (type === 'stsz' || type === 'stz2') {
        // Version and flags, a size or its bits, the number of samples.
        if (length >= body - at + 12) most = Math.max(most, source.read(body + 8, 4).readUInt32BE(0));
      }
      at += length;
    }
    return most;
  }
}
