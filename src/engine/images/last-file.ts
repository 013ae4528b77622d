import { stat } from 'node:fs/promises';
import type { ByteSource } from './byte-source';

/** Where the images of a file lie, kept for the file that was asked for last: a stack that is read page after page is walked once. */
export function forLastFile<T>(
  walk: (path: string, source: ByteSource) => T,
): (path: string, source: ByteSource) => Promise<T> {
  let last: { readonly key: string; readonly found: T } | undefined;
  return async (path, source) => {
    const { mtimeMs } = await stat(path);
    const key = `${path}:${mtimeMs}:${source.size}`;
    if (last?.key !== key) last = { key, found: walk(path, source) };
    return last.found;
  };
}
