import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { AmsnetError } from '../core/errors';
import { text } from './text';

/** The folders whose files an agent may have read and written. */
export class AllowedFolders {
  private readonly folders: readonly string[];

  /** @throws {AmsnetError} path/not-allowed if one of them is not there */
  constructor(folders: readonly string[]) {
    this.folders = folders.map(folder => {
      const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
      if (!isFolder) throw new AmsnetError('path/not-allowed', ...text.noFolder(folder));
      return realpathSync(folder);
    });
  }

  /**
   * The real path of a file that is there or can be made, whatever links lead to it.
   *
   * @param path absolute, or relative to the first folder
   * @throws {AmsnetError} path/not-allowed if it lies outside all the folders
   */
  resolve(path: string): string {
    const real = realPath(resolve(this.folders[0], path));
    const isInside = this.folders.some(folder => {
      const way = relative(folder, real);
      return way.split(/[\\/]/)[0] !== '..' && !isAbsolute(way);
    });
    if (!isInside) throw new AmsnetError('path/not-allowed', ...text.outside(path, this.folders));
    return real;
  }
}

/** Where a path leads: links in what exists of it are followed. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPath(parent), basename(path));
}
