import type { DecodedImage } from './image';

/** One format of image files: how it is recognised, read and written. */
export interface ImageCodec {
  /** By its first bytes (up to 4096), whatever its name. */
  recognises(head: Buffer): boolean;
  /** @param page which image of the file, from 0 */
  read(path: string, page: number): Promise<DecodedImage>;
  /**
   * The bytes of a file with these images, whose samples are of a kind that the format holds. Absent where a format is
   * only read.
   * @param count of images; 1 unless the format holds pages
   */
  write?(pages: AsyncIterable<DecodedImage>, count: number): AsyncIterable<Uint8Array>;
}

export function startsWith(head: Buffer, ...signatures: readonly string[]): boolean {
  return signatures.some(signature => head.toString('latin1', 0, signature.length) === signature);
}

/** A writer for formats that hold one image. */
export function single(
  encode: (image: DecodedImage) => Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): NonNullable<ImageCodec['write']> {
  return async function* (pages) {
    for await (const image of pages) {
      yield* encode(image);
      return;
    }
  };
}
