/** Everything needed to go on exactly, in one file: a line of JSON with the progress, then the vectors as float32. */
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { saveFile } from '../files/save';

const progressSchema = z.object({
  version: z.literal(2),
  /** Steps done. */
  step: z.number().int(),
  /** Seconds of training done. */
  seconds: z.number(),
  size: z.number().int(),
  /** Identifies network, data and settings; a checkpoint of another plan is not continued. */
  plan: z.string(),
  /** Validation errors so far: [step, error]. The file keeps the name of its first version. */
  heldOut: z.array(z.tuple([z.number(), z.number()])),
});

type StoredProgress = z.infer<typeof progressSchema>;

export interface TrainingProgress extends Omit<StoredProgress, 'heldOut'> {
  /** Validation errors so far: [step, error]. */
  readonly validation: [number, number][];
}

export interface Weights {
  readonly parameters: Float32Array;
  readonly moment1: Float32Array;
  readonly moment2: Float32Array;
  /** Exponential moving average of the parameters. */
  readonly average: Float32Array;
  /** The average at the best validation error so far, which is what is shipped; the start before any was measured. */
  readonly best: Float32Array;
}

export interface Checkpoint {
  readonly progress: TrainingProgress;
  readonly weights: Weights;
}

const vectors = ['parameters', 'moment1', 'moment2', 'average', 'best'] as const;

/** @throws {AmsnetError} output/disk-full or output/unwritable; the checkpoint before it stays then */
export async function writeCheckpoint(file: string, { progress, weights }: Checkpoint): Promise<void> {
  const parts = vectors.map(name =>
    Buffer.from(weights[name].buffer, weights[name].byteOffset, weights[name].byteLength),
  );
  const { validation: heldOut, ...rest } = progress;
  const stored: StoredProgress = { ...rest, heldOut };
  await saveFile(file, [Buffer.from(`${JSON.stringify(stored)}\n`), ...parts], true);
}

/** @returns undefined if there is no such file */
export async function readCheckpoint(file: string): Promise<Checkpoint | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const end = bytes.indexOf(10);
  const { heldOut: validation, ...rest } = progressSchema.parse(JSON.parse(bytes.toString('utf8', 0, end)));
  const progress = { ...rest, validation };
  // A copy, because the vectors need not begin at a multiple of four.
  const data = new Float32Array(new Uint8Array(bytes.subarray(end + 1)).buffer);
  if (data.length !== vectors.length * progress.size) throw new Error(`${file} is cut off or is no checkpoint`);
  const [parameters, moment1, moment2, average, best] = vectors.map((_, i) =>
    data.slice(i * progress.size, (i + 1) * progress.size),
  );
  return { progress, weights: { parameters, moment1, moment2, average, best } };
}
