/** The images in folders. */
import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { formatOfPath } from '../client/image-formats';
import type { BatchInput } from './names';

/** The images in a folder and its subfolders, without results of this program. */
export async function imagesBelow(folder: string): Promise<BatchInput[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter(name => formatOfPath(name) !== undefined && !/\.denoised(-\d+)?\.[^.]+$/i.test(name))
    .sort()
    .map(name => {
      const path = join(folder, name);
      return { path, subfolder: relative(folder, dirname(path)) };
    });
}
