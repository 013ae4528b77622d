import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
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
  async pathOf({ uri, version }: ComparedResource, index: number): Promise<string> {
    if (uri.scheme === 'file') return uri.fsPath;
    const name = path.posix.basename(uri.path);
    const missing = () => new Error(text.comparison.noVersion(name, version ?? uri.scheme));
    const bytes = await vscode.workspace.fs.readFile(uri).then(undefined, () => {
      throw missing();
    });
    // What the file system of Git says of a file that a commit does not have.
    if (bytes.length === 0) throw missing();
    // Others of this machine must not read what may be in a private repository.
    this.#folder ??= mkdtemp(path.join(os.tmpdir(), 'amsnet-compare-'));
    // Versions of one file have its name.
    const file = path.join(await this.#folder, String(index), name);
    await mkdir(path.dirname(file), { mode: 0o700, recursive: true });
    await writeFile(file, bytes, { mode: 0o600 });
    return file;
  }

  dispose(): void {
    void this.#folder?.then(folder => rm(folder, { recursive: true, force: true }));
  }
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
