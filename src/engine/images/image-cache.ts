import { stat } from 'node:fs/promises';
import { AmsnetError } from '../../core/errors';
import { decodeImage, type DecodedImage } from './decode';

export interface CachedImage extends DecodedImage {
  /** Names this version of the file: path, time of change, size. */
  readonly key: string;
}

/** Decoded images, so that a view that asks for one tile after the other decodes once; the last used ones stay. */
export class ImageCache {
  private readonly images = new Map<string, { readonly decoding: Promise<CachedImage>; bytes: number }>();

  /** @param limit bytes of pixels to hold; one image is held whatever its size */
  constructor(private readonly limit = 400 << 20) {}

  /** @throws {AmsnetError} @see decodeImage */
  async get(path: string): Promise<CachedImage> {
    const key = await version(path);
    const entry = this.images.get(key) ?? { decoding: this.decode(path, key), bytes: 0 };
    this.images.delete(key);
    this.images.set(key, entry);
    entry.decoding.then(
      ({ raster }) => {
        entry.bytes = raster.data.byteLength;
        this.trim();
      },
      () => this.images.delete(key),
    );
    return entry.decoding;
  }

  /**
   * An image and what it is compared with, which must be of one size.
   * @throws {AmsnetError} image/size-mismatch, and as `get`
   */
  async pair(image: string, reference: string): Promise<{ image: CachedImage; reference: CachedImage }>;
  async pair(image: string, reference?: string): Promise<{ image: CachedImage; reference: CachedImage | undefined }>;
  async pair(image: string, reference?: string): Promise<{ image: CachedImage; reference: CachedImage | undefined }> {
    if (reference === undefined) return { image: await this.get(image), reference };
    const [a, b] = await Promise.all([this.get(image), this.get(reference)]);
    const size = ({ raster }: CachedImage) => `${raster.width} x ${raster.height}`;
    if (size(a) === size(b)) return { image: a, reference: b };
    throw new AmsnetError(
      'image/size-mismatch',
      `${image} has ${size(a)} pixels and ${reference} has ${size(b)}: they cannot be compared.`,
      'Choose a reference of the same size.',
    );
  }

  private async decode(path: string, key: string): Promise<CachedImage> {
    return { ...(await decodeImage(path)), key };
  }

  private trim(): void {
    let bytes = [...this.images.values()].reduce((sum, image) => sum + image.bytes, 0);
    for (const [key, image] of this.images) {
      if (bytes <= this.limit || this.images.size === 1) return;
      this.images.delete(key);
      bytes -= image.bytes;
    }
  }
}

async function version(path: string): Promise<string> {
  // A file that is not there has no version; decoding it says so in words.
  const file = await stat(path).catch(() => undefined);
  return `${path}:${file?.mtimeMs ?? 0}:${file?.size ?? 0}`;
}
