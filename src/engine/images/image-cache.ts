import { stat } from 'node:fs/promises';
import { AmsnetError } from '../../core/errors';
import { sharedRange } from '../../core/value-scale';
import { text } from '../text';
import { decodeImage } from './decode';
import type { DecodedImage } from './image';

export interface CachedImage extends DecodedImage {
  /** Names this version of the file, and which image of it: path, time of change, size, page. */
  readonly key: string;
}

interface Entry {
  readonly decoding: Promise<CachedImage>;
  bytes: number;
  /** Whether a view shows it, which will ask for it again. */
  kept: boolean;
}

interface ImagePair<Reference> {
  readonly image: CachedImage;
  readonly reference: Reference;
}

/** A byte of a temporary file counts as so many of memory: there are more of them, but they are not for nothing. */
const diskWeight = 1 / 16;
/** Images that no view shows: those of the one or two jobs under way, each perhaps with a reference. */
const passing = 4;

/**
 * Decoded images, so that a view that asks for one tile after the other decodes once; the last used ones stay. What no
 * view shows only passes through, so that a batch of any length needs the memory of its images under way.
 */
export class ImageCache {
  private readonly images = new Map<string, Entry>();

  /** @param limit bytes of pixels to hold; one image is held whatever its size */
  constructor(private readonly limit = 400 << 20) {}

  /** @throws {AmsnetError} @see decodeImage */
  async get(path: string, page = 0): Promise<CachedImage> {
    const key = `${await version(path)}:${page}`;
    const entry = this.images.get(key) ?? { decoding: this.decode(path, page, key), bytes: 0, kept: false };
    this.images.delete(key);
    this.images.set(key, entry);
    entry.decoding.then(
      ({ raster }) => {
        entry.bytes = raster.memory + raster.disk * diskWeight;
        this.trim();
      },
      () => this.images.delete(key),
    );
    return entry.decoding;
  }

  /** A view shows it. */
  keep({ key }: CachedImage): void {
    const entry = this.images.get(key);
    if (entry) entry.kept = true;
  }

  /** A job is done with it: it goes, unless a view shows it. */
  release({ key }: CachedImage): void {
    if (this.images.get(key)?.kept === false) this.images.delete(key);
  }

  /** Bytes of pixels held. */
  get bytes(): number {
    return [...this.images.values()].reduce((sum, image) => sum + image.bytes, 0);
  }

  /** The page of a file that goes with that of another one: an image of one page goes with all. @throws as `get` */
  async partner(path: string, page = 0): Promise<CachedImage> {
    const first = await this.get(path);
    return page > 0 && first.info.pages > 1 ? this.get(path, page) : first;
  }

  /**
   * An image and what it is compared with, which must be of one size; a reference of one page serves all. The reference
   * is seen in the range of the image, so that equal values look the same.
   * @param partner the page of the reference where it is another one than that of the image
   * @throws {AmsnetError} image/size-mismatch, and as `get`
   */
  async pair(image: string, reference: string, page?: number, partner?: number): Promise<ImagePair<CachedImage>>;
  async pair(image: string, reference: string | undefined, page?: number): Promise<ImagePair<CachedImage | undefined>>;
  async pair(
    image: string,
    reference: string | undefined,
    page = 0,
    partner?: number,
  ): Promise<ImagePair<CachedImage | undefined>> {
    if (reference === undefined) return { image: await this.get(image, page), reference };
    const [a, first] = await Promise.all([this.get(image, page), this.get(reference)]);
    const { pages } = first.info;
    if (partner === undefined && pages > 1 && pages !== a.info.pages) {
      throw new AmsnetError('image/size-mismatch', ...text.pagesMismatch(image, a.info.pages, reference, pages));
    }
    const b = await this.partner(reference, partner ?? page);
    const size = ({ raster }: CachedImage) => `${raster.width} x ${raster.height}`;
    if (size(a) === size(b)) {
      const range = sharedRange(a.raster.scale, b.raster.scale);
      return { image: a, reference: { ...b, raster: b.raster.inRange(range) } };
    }
    throw new AmsnetError('image/size-mismatch', ...text.sizeMismatch(image, size(a), reference, size(b)));
  }

  private async decode(path: string, page: number, key: string): Promise<CachedImage> {
    return { ...(await decodeImage(path, page)), key };
  }

  private trim(): void {
    const others = [...this.images].filter(([, { kept }]) => !kept);
    for (const [key] of others.slice(0, -passing)) this.images.delete(key);
    let { bytes } = this;
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
