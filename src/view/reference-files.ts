import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { findReference, referenceFolders } from '../client/find-reference';

/** Files in `folder`; none if it cannot be read. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter(entry => entry.isFile()).map(entry => path.join(folder, entry.name));
}

/** The clean partner of `image` on disk, by its name. */
export async function referenceOnDisk(image: string): Promise<string | undefined> {
  const own = path.dirname(image);
  const parent = path.dirname(own);
  const wished = referenceFolders(image);
  const entries = wished.length > 0 ? await readdir(parent).catch(() => []) : [];
  const sisters = entries.filter(name => wished.includes(name.toLowerCase())).map(name => path.join(parent, name));
  const files = await Promise.all([own, ...sisters].map(filesIn));
  return findReference(image, files.flat());
}

export async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    found => found.isFile(),
    () => false,
  );
}
