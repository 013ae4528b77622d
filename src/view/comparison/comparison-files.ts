import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { saveFile } from '../../files/save';
import { text } from '../text';

/** One image of a comparison as the user knows it. */
export interface ComparedResource {
  readonly uri: vscode.Uri;
  /** The version of it that `uri` is, such as a commit; undefined for the file itself. */
  readonly version?: string | undefined;
}

/** Images as files that the engine can read: versions that are no files are written into a folder. */
export class ComparisonFiles implements vscode.Disposable {
  #folder: Promise<string> | undefined;

  /** @throws {Error} with a sentence, where there is no such version */
  async pathOf(resource: ComparedResource, index: number): Promise<string> {
    if (resource.uri.scheme === 'file') return resource.uri.fsPath;
    const bytes = await bytesOf(resource);
    const file = await this.#placeOf(resource, index);
    await mkdir(path.dirname(file), { mode: 0o700, recursive: true });
    await saveFile(file, bytes, true);
    return file;
  }

  /**
   * Takes a version anew where `pathOf` has put it.
   * @returns whether it has become another one
   * @throws {Error} with a sentence, where there is no such version any more
   */
  async retake(resource: ComparedResource, index: number): Promise<boolean> {
    const [bytes, file] = [await bytesOf(resource), await this.#placeOf(resource, index)];
    if ((await readFile(file)).equals(bytes)) return false;
    await saveFile(file, bytes, true);
    return true;
  }

  /** Others of this machine must not read what may be in a private repository: the folder is this user's alone. */
  async #placeOf({ uri }: ComparedResource, index: number): Promise<string> {
    this.#folder ??= mkdtemp(path.join(os.tmpdir(), 'amsnet-compare-'));
    // Versions of one file have its name.
    return path.join(await this.#folder, String(index), path.posix.basename(uri.path));
  }

  dispose(): void {
    void this.#folder?.then(folder => rm(folder, { recursive: true, force: true }));
  }
}

async function bytesOf({ uri, version }: ComparedResource): Promise<Uint8Array> {
  const missing = () => new Error(text.comparison.noVersion(path.posix.basename(uri.path), version ?? uri.scheme));
  const bytes = await vscode.workspace.fs.readFile(uri).then(undefined, () => {
    throw missing();
  });
  // What the file system of Git says of a file that a commit does not have.
  if (bytes.length === 0) throw missing();
  return bytes;
}

/** What each image is called: the name of its file, with as many folders as tell it from the others, and its version. */
export function namesOf(resources: readonly ComparedResource[]): string[] {
  const parts = resources.map(({ uri }) => uri.path.split('/').filter(Boolean));
  const shorter = (index: number, depth: number) => parts[index].slice(-depth).join('/');
  return resources.map(({ uri, version }, index) => {
    const others = resources.flatMap((other, i) => (i !== index && other.uri.path !== uri.path ? [i] : []));
    const depths = Array.from(parts[index], (_, i) => i + 1);
    const depth = depths.find(each => others.every(i => shorter(i, each) !== shorter(index, each))) ?? depths.length;
    const name = shorter(index, depth);
    return version === undefined ? name : text.comparison.version(name, version);
  });
}
