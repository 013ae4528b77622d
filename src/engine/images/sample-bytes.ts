/** Samples as the bytes of files that hold them one after the other, big-endian or little-endian. */
import { sampleTraits, type SampleKind, type Samples } from '../../core/samples';

export type ByteOrder = 'big' | 'little';
/** Kinds that typed arrays hold as files do. */
export type PlainKind = Exclude<SampleKind, 'half'>;

/** @param bytes a whole number of samples; turned into the order of this machine in place */
export function samplesFrom(bytes: Buffer, kind: PlainKind, order: ByteOrder): Samples {
  const size = sampleTraits[kind].bits / 8;
  if (order === 'big') swap(bytes, size);
  const samples = sampleTraits[kind].allocate(bytes.length / size);
  Buffer.from(samples.buffer).set(bytes);
  return samples;
}

export function bytesFrom(samples: Samples, order: ByteOrder): Buffer {
  const bytes = Buffer.from(samples.slice().buffer);
  if (order === 'big') swap(bytes, samples.BYTES_PER_ELEMENT);
  return bytes;
}

function swap(bytes: Buffer, size: number): void {
  if (size === 2) bytes.swap16();
  else if (size === 4) bytes.swap32();
  else if (size === 8) bytes.swap64();
}
