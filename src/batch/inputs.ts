/** The images in folders. */
import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { formatOfPath } from '../client/image-formats';
import type { BatchInput } from './names';
import { restoreS3 } from './s3-path';

/** The images in a folder and, unless said, its subfolders, without results of this program. */
export async function imagesBelow(folder: string, { recursive = true } = {}): Promise<BatchInput[]> {
  const names = await readdir(folder, { recursive });
  return names
    .filter(isImage)
    .sort()
    .map(name => {
      const path = join(folder, name);
      return { path, subfolder: relative(folder, dirname(path)) };
    });
}

/** The names of all images in a folder and its subfolders, results too, with slashes. */
export async function imageNamesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter(name => formatOfPath(name) !== undefined).map(name => name.replaceAll('\\', '/'));
}

/** Whether a folder's file of this name is taken for an image. */
export function isImage(name: string): boolean {
  return formatOfPath(name) !== undefined && !isResult(name);
}

/** Whether it is called as results of this program are. */
export function isResult(name: string): boolean {
  return /\.denoised(-\d+)?\.[^.]+$/i.test(name);
}

/** The folder that was named, where the image was found in one. */
export function imageFolder({ path, subfolder }: BatchInput): string | undefined {
  return subfolder === undefined ? undefined : restoreS3(join(dirname(path), relative(subfolder, '')), path);
}
