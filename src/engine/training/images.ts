/** The images of a training: which files they are, and reading them as every other job does. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findReference } from '../../client/find-reference';
import { formatOfPath, imageFormats } from '../../client/image-formats';
import { AmsnetError } from '../../core/errors';
import type { Planes, Rect } from '../../core/geometry';
import { quantize } from '../../core/quantize';
import type { Photo } from '../../train/data/photos';
import { decodeImage } from '../images/decode';
import type { Raster } from '../images/raster';
import { text } from '../text';

export interface ImageFiles {
  readonly files: readonly string[];
  /** What was left out on purpose, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Files as they are given, and the images of folders, sorted. In a folder the results of this program and the clean
 * partners of noisy images are left out: from them nothing is to be learned about the noise.
 * @throws {AmsnetError} image/not-found or training/no-data
 */
export async function trainingFiles(paths: readonly string[]): Promise<ImageFiles> {
  const files: string[] = [];
  const notes: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (!found) throw new AmsnetError('image/not-found', text.fileMissing(path));
    if (!found.isDirectory()) {
      files.push(path);
      continue;
    }
    const all = (await readdir(path)).sort().map(name => join(path, name));
    const images = all.filter(file => formatOfPath(file) !== undefined);
    const results = new Set(images.filter(file => /\.denoised\.[^.]+$/i.test(file)));
    const originals = images.filter(file => !results.has(file));
    const partners = new Set(originals.map(file => findReference(file, originals)));
    const taken = originals.filter(file => !partners.has(file));
    if (taken.length === 0) {
      const formats = Object.values(imageFormats).map(({ name }) => name);
      throw new AmsnetError('training/no-data', ...text.noImages(path, formats));
    }
    const left = originals.length - taken.length;
    if (left > 0) notes.push(text.partnersLeftOut(path, left));
    if (results.size > 0) notes.push(text.resultsLeftOut(path, results.size));
    files.push(...taken);
  }
  return { files: [...new Set(files)], notes };
}

/** No image is cut down to fewer pixels: of a longer stack not all pages are taken. */
const leastPixels = 1 << 16;

/**
 * The images of a file, all pages of a stack; alpha is none.
 * @param maxPixels of all of them together
 * @param onPage called before each is read
 */
export async function readPhotos(file: string, maxPixels: number, onPage: () => void): Promise<Photo[]> {
  const first = await decodeImage(file);
  const { pages } = first.info;
  if (pages === 1) return [photoOf(file, first.raster, maxPixels)];
  const count = Math.min(pages, Math.max(1, Math.floor(maxPixels / leastPixels)));
  const photos: Photo[] = [];
  for (let i = 0; i < count; i++) {
    onPage();
    const page = Math.floor((i * pages) / count);
    const { raster, channel } = page === 0 ? first : await decodeImage(file, page);
    if (channel?.kept !== true) photos.push({ ...photoOf(file, raster, maxPixels / count), page: page + 1 });
  }
  return photos;
}

/** The colours of an image, in its own depth and profile; of a very large one its middle. */
function photoOf(file: string, raster: Raster, maxPixels: number): Photo {
  const share = Math.min(1, Math.sqrt(maxPixels / (raster.width * raster.height)));
  const rect = middleOf(raster, Math.ceil(raster.width * share), Math.ceil(raster.height * share));
  const { width, height } = rect;
  const size = 3 * width * height;
  // Values at a scale of their own become numbers of 16 bits, as the network will see them.
  if (!raster.scale.plain) return { name: file, width, height, data: normalized(raster.read(rect)) };
  const block = raster.samples.view(rect);
  const data = block.data instanceof Uint8Array ? new Uint8Array(size) : new Uint16Array(size);
  const [green, blue] = raster.shape.colours === 'rgb' ? [1, 2] : [0, 0];
  for (let row = 0, to = 0; row < height; row++) {
    let from = block.start + row * block.stride;
    for (let column = 0; column < width; column++, from += raster.channels) {
      data[to++] = block.data[from];
      data[to++] = block.data[from + green];
      data[to++] = block.data[from + blue];
    }
  }
  return { name: file, width, height, data };
}

function normalized({ width, height, data }: Planes): Uint16Array {
  const pixels = width * height;
  const levels = new Uint16Array(3 * pixels);
  for (let i = 0, to = 0; i < pixels; i++) {
    for (let c = 0; c < 3; c++) levels[to++] = 65535 * quantize(data[i + c * pixels], 16);
  }
  return levels;
}

/** A rectangle of at most this size in the middle of an image. */
export function middleOf(image: Pick<Raster, 'width' | 'height'>, width: number, height: number): Rect {
  const size = { width: Math.min(width, image.width), height: Math.min(height, image.height) };
  return { x: (image.width - size.width) >> 1, y: (image.height - size.height) >> 1, ...size };
}
