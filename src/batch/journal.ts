/** What became of the files of a batch, kept line by line while it runs, so that after a kill it goes on where it was. */
import { appendFile, mkdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { lock } from 'proper-lockfile';
import * as z from 'zod';
import { AmsnetError } from '../core/errors';
import { codeOf, unwritable } from '../files/save';
import { text } from './text';

/** What tells whether a file is still the same. */
const Version = z.object({ size: z.number(), modified: z.number() });
export type Version = z.infer<typeof Version>;

/** What became of one image. */
export const Row = z.object({
  input: z.string(),
  output: z.string().nullable(),
  state: z.enum(['done', 'skipped', 'failed']),
  source: Version.nullable(),
  /** Of the result as it was written or found. */
  result: Version.nullable(),
  /** Settings and numbers as `--json` prints them, or the error. */
  record: z.record(z.string(), z.unknown()),
});
export type Row = z.infer<typeof Row>;

const Line = z.union([
  z.object({ plan: z.unknown() }).strict(),
  /** Nothing had the name of the result when it was begun: if something has it afterwards, that is the result. */
  z.object({ begun: z.string(), output: z.string() }).strict(),
  z.object({ row: Row }).strict(),
]);
type Line = z.infer<typeof Line>;

/** A lock that was not renewed for so long is that of a process that was killed. */
const lockMs = 5000;
/** Longer than the lock of a process that was killed. */
const claimMs = 1.5 * lockMs;
const retryMs = 250;

export class Journal {
  readonly #rows = new Map<string, Row>();
  readonly #begun = new Map<string, string>();
  #plan: unknown;
  #release: (() => Promise<void>) | undefined;

  private constructor(readonly path: string) {}

  /**
   * Takes the file for this process, and reads what it holds.
   * @param options.afresh forget what it holds
   * @param options.waitMs for another process to give it back
   * @throws {AmsnetError} output/unwritable
   */
  static async open(path: string, { afresh = false, waitMs = claimMs } = {}): Promise<Journal> {
    const journal = new Journal(path);
    await journal.#lock(waitMs);
    try {
      if (afresh) await rm(path, { force: true });
      else {
        const { whole, all } = await journal.#load();
        if (whole < all) await truncate(path, whole);
      }
    } catch (error) {
      await journal.close();
      throw unwritable(path, error);
    }
    return journal;
  }

  /**
   * What a journal holds, for whoever only wants to know; another process may be writing it.
   * @throws {AmsnetError} output/unwritable if it is none
   */
  static async read(path: string): Promise<Journal> {
    const journal = new Journal(path);
    await journal.#load();
    return journal;
  }

  /** What the batch is to do, as it was written. */
  get plan(): unknown {
    return this.#plan;
  }

  get rows(): Row[] {
    return [...this.#rows.values()];
  }

  /** What is known of an image. */
  rowOf(input: string): Row | undefined {
    return this.#rows.get(resolve(input));
  }

  /** Whether an earlier process was making this result when it ended, and nothing had its name before. */
  wasMaking(input: string, output: string): boolean {
    return this.#begun.get(resolve(input)) === resolve(output);
  }

  async setPlan(plan: unknown): Promise<void> {
    if (!isDeepStrictEqual(plan, this.#plan)) await this.#append({ plan });
  }

  async begin(input: string, output: string): Promise<void> {
    await this.#append({ begun: resolve(input), output: resolve(output) });
  }

  async add(row: Row): Promise<void> {
    await this.#append({ row });
  }

  /** Deletes what is not needed any more. */
  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }

  /** Gives the file back. */
  async close(): Promise<void> {
    const release = this.#release;
    this.#release = undefined;
    // A lock that was lost while this process was asleep is not its to give back.
    await release?.().catch(() => undefined);
  }

  async #lock(waitMs: number): Promise<void> {
    const { path } = this;
    try {
      await mkdir(dirname(path), { recursive: true });
      this.#release = await lock(join(dirname(resolve(path)), basename(path)), {
        realpath: false,
        stale: lockMs,
        retries: { retries: Math.ceil(waitMs / retryMs), factor: 1, minTimeout: retryMs, maxTimeout: retryMs },
        onCompromised: () => undefined,
      });
    } catch (error) {
      if (codeOf(error) === 'ELOCKED') throw new AmsnetError('output/unwritable', ...text.batchLocked(path));
      throw unwritable(path, error);
    }
  }

  /** @returns the bytes of what is whole: the process that wrote it may have been killed within its last line */
  async #load(): Promise<{ whole: number; all: number }> {
    const content = await readFile(this.path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    let whole = 0;
    // Line by line: as one text it may be longer than texts can be.
    for (let end; (end = content.indexOf('\n', whole)) >= 0; whole = end + 1) {
      const line = content.toString('utf8', whole, end);
      if (line === '') continue;
      const parsed = Line.safeParse(json(line));
      if (!parsed.success) throw new AmsnetError('output/unwritable', ...text.notAJournal(this.path));
      this.#apply(parsed.data);
    }
    return { whole, all: content.length };
  }

  #apply(line: Line): void {
    if ('row' in line) {
      this.#rows.set(resolve(line.row.input), line.row);
      this.#begun.delete(resolve(line.row.input));
    } else if ('begun' in line) this.#begun.set(line.begun, line.output);
    else this.#plan = line.plan;
  }

  async #append(line: Line): Promise<void> {
    try {
      await appendFile(this.path, `${JSON.stringify(line)}\n`, { flush: true });
    } catch (error) {
      throw unwritable(this.path, error);
    }
    this.#apply(line);
  }
}

export async function versionOf(path: string): Promise<Version | null> {
  const file = await stat(path).catch(() => undefined);
  return file ? { size: file.size, modified: file.mtimeMs } : null;
}

export function isSame(one: Version | null, other: Version | null): boolean {
  return one !== null && other !== null && one.size === other.size && one.modified === other.modified;
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
