import { type BigIntStats, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Two paths of one file have the same, whatever links, hard ones too, lead to it; where nothing is yet, two paths at
 * which the same file would be made.
 */
export function fileIdentity(path: string): string {
  try {
    // As large numbers, because that of a file may not fit into 53 bits.
    const file = statSync(path, { bigint: true, throwIfNoEntry: false });
    return file ? identityOf(file) : join(realpathSync(dirname(path)), basename(path));
  } catch {
    return resolve(path);
  }
}

/** That of an open file, which it keeps when it gets another name. */
export function identityOf({ dev, ino }: Pick<BigIntStats, 'dev' | 'ino'>): string {
  return `${dev}:${ino}`;
}
