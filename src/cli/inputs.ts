/** Which images are meant: files, folders, patterns that the shell has left as they are, standard input. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import picomatch from 'picomatch';
import { imagesBelow, isResult } from '../batch/inputs';
import type { BatchInput } from '../batch/names';
import { isS3 } from '../batch/s3-path';
import { objectsBelow } from './s3/objects';

/** What stands for standard input and output. */
export const standardStream = '-';

/**
 * Files as they are given, the files of patterns, and the images in folders, with `recursive` also in theirs, without the
 * results of this program, of which a pattern gives only those that it matches alone. What is not there stays, so that it is
 * reported as missing.
 */
export async function expandInputs(given: readonly string[], recursive: boolean): Promise<BatchInput[]> {
  const inputs: BatchInput[] = [];
  for (const path of given) {
    if (isS3(path)) {
      inputs.push(...(recursive ? await objectsBelow(path) : [{ path }]));
      continue;
    }
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory() === true) {
      const images = await imagesBelow(path, { recursive });
      // Beside others a folder without images stays, so that it is named.
      inputs.push(...(images.length > 0 || given.length === 1 ? images : [{ path }]));
    } else if (found || path === standardStream || !/[*?[{]/.test(path)) inputs.push({ path });
    else {
      const matches = await filesOf(path);
      inputs.push(...(matches.length > 0 ? matches : [path]).map(each => ({ path: each })));
    }
  }
  return inputs;
}

async function filesOf(pattern: string): Promise<string[]> {
  const { base, glob } = picomatch.scan(sep === '/' ? pattern : pattern.replaceAll(sep, '/'));
  const matches = picomatch(glob);
  const names = await readdir(base || '.', { recursive: true, withFileTypes: true }).catch(() => []);
  const files = names
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => matches(relative(base || '.', file).replaceAll(sep, '/')))
    .sort();
  const others = files.filter(file => !isResult(file));
  return others.length > 0 ? others : files;
}

/** Standard input and output as files, for as long as `work` takes. */
export async function withStreams<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'amsnet-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function readStandardInput(file: string): Promise<void> {
  await pipeline(process.stdin, createWriteStream(file));
}

export async function writeStandardOutput(file: string): Promise<void> {
  await pipeline(createReadStream(file), process.stdout, { end: false });
}
