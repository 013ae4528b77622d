/** The tools that an agent gets, one entry each. Results are the command line's JSON, with crops where pictures say more. */
import { join, parse } from 'node:path';
import { z } from 'zod';
import { denoiseOne } from '../../batch/denoise-one';
import { inspectNoise } from '../../batch/inspect';
import type { Engine, Progress } from '../../client/contract';
import { denoisedName } from '../../client/image-formats';
import { defaultMinutes, trainingRanges } from '../../client/training';
import { settingTable } from '../../core/settings';
import type { AllowedFolders } from './allowed-folders';
import { type Crop, cropOf } from './crop';
import { text } from './text';
import type { Trainings } from './trainings';

/** What the tools work with. */
export interface Workbench {
  readonly engine: Engine;
  readonly trainings: Trainings;
  readonly folders: AllowedFolders;
}

/** One call. */
export interface Call {
  readonly signal: AbortSignal;
  readonly onProgress: (value: Progress) => void;
}

export interface Answer {
  readonly record: Record<string, unknown>;
  readonly crops?: readonly { readonly path: string; readonly crop: Crop }[];
}

export interface AgentTool {
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  /** Whether it leaves all files as they are. */
  readonly readOnly: boolean;
  /** Whether it answers with two pictures, which a chat may show in a page of ours. */
  readonly comparesImages: boolean;
  /** @throws {AmsnetError} path/not-allowed, and all of the engine */
  run(workbench: Workbench, input: unknown, call: Call): Promise<Answer>;
}

function tool<S extends z.ZodObject>(
  words: { readonly title: string; readonly description: string },
  readOnly: boolean,
  input: S,
  run: (workbench: Workbench, input: z.infer<S>, call: Call) => Promise<Answer>,
  comparesImages = false,
): AgentTool {
  const { title, description } = words;
  return {
    title,
    description,
    input,
    readOnly,
    comparesImages,
    run: (workbench, given, call) => run(workbench, input.parse(given), call),
  };
}

const words = text.tools;
const { min, max } = settingTable.strength;
const path = (description: string) => z.string().min(1).describe(description);
const Centre = z
  .object({ x: z.int().min(0), y: z.int().min(0) })
  .optional()
  .describe(words.denoise.crop);
const TrainingId = z.object({ id: z.string().describe(words.status.id) });

export const agentTools: Readonly<Record<string, AgentTool>> = {
  denoise_image: tool(
    words.denoise,
    false,
    z.object({
      image: path(words.denoise.image),
      output: path(words.denoise.output).optional(),
      overwrite: z.boolean().optional().describe(words.denoise.overwrite),
      model: path(words.denoise.model).optional(),
      strength: z.number().min(min).max(max).optional().describe(words.denoise.strength),
      reference: path(words.denoise.reference).optional(),
      crop: Centre,
    }),
    async ({ engine, folders }, { overwrite = false, strength, crop, ...given }, { signal, onProgress }) => {
      const image = folders.resolve(given.image);
      const { dir, name, ext } = parse(image);
      const output = folders.resolve(given.output ?? join(dir, denoisedName(name, ext)));
      const model = await modelOf(engine, folders, given.model, signal);
      const wish = { changes: { strength }, model, device: 'auto', tile: 512 } as const;
      const extras = given.reference === undefined ? {} : { reference: folders.resolve(given.reference) };
      const one = { image, output, overwrite, wish, extras };
      const done = await denoiseOne(engine, one, { signal, onProgress });
      const notes = [...(done.auto ? [done.auto.reason] : []), ...done.notes];
      const crops = [];
      for (const each of [image, output]) crops.push({ path: each, crop: await cropOf(engine, each, crop, signal) });
      return { record: { ...done, notes }, crops };
    },
    true,
  ),

  compare_images: tool(
    words.compare,
    true,
    z.object({ image: path(words.compare.image), reference: path(words.compare.reference), crop: Centre }),
    async ({ engine, folders }, given, { signal }) => {
      const image = folders.resolve(given.image);
      const reference = folders.resolve(given.reference);
      const score = await engine.request('compare', { image, reference }, { signal });
      const crops = [];
      for (const each of [image, reference])
        crops.push({ path: each, crop: await cropOf(engine, each, given.crop, signal) });
      return { record: { a: image, b: reference, ...score }, crops };
    },
    true,
  ),

  inspect_noise: tool(
    words.inspect,
    true,
    z.object({ image: path(words.inspect.image) }),
    async ({ engine, folders }, { image }, { signal }) => ({
      record: { ...(await inspectNoise(engine, { image: folders.resolve(image) }, signal)) },
    }),
  ),

  list_models: tool(words.models, true, z.object({}), async ({ engine }, _, { signal }) => ({
    record: { models: await engine.request('models', {}, { signal }) },
  })),

  train_model: tool(
    words.train,
    false,
    z.object({
      images: z.array(path(words.train.images)).min(1),
      output: path(words.train.output).regex(/\.onnx$/i),
      minutes: z
        .number()
        .min(trainingRanges.minutes.min)
        .max(trainingRanges.minutes.max)
        .optional()
        .describe(words.train.minutes),
      from: path(words.train.from).optional(),
    }),
    async ({ engine, trainings, folders }, { minutes = defaultMinutes, ...given }, { signal }) => {
      const images = given.images.map(each => folders.resolve(each));
      const output = folders.resolve(given.output);
      const from = given.from === 'none' ? given.from : await modelOf(engine, folders, given.from, signal);
      const id = trainings.start({
        ...{ images, output, length: { minutes }, device: 'auto', pdFactor: 'auto', seed: 0, resume: false },
        ...(from !== undefined && { from }),
      });
      return { record: trainings.status(id) };
    },
  ),

  training_status: tool(words.status, true, TrainingId, ({ trainings }, { id }) =>
    Promise.resolve({ record: trainings.status(id) }),
  ),

  stop_training: tool(words.stop, false, TrainingId, ({ trainings }, { id }) => {
    trainings.stop(id);
    return Promise.resolve({ record: trainings.status(id) });
  }),
};

/** The name of a bundled model as it is; a file only where files may be used. */
async function modelOf(
  engine: Engine,
  folders: AllowedFolders,
  asked: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (asked === undefined) return undefined;
  const models = await engine.request('models', {}, { signal });
  return models.some(({ name }) => name === asked) ? asked : folders.resolve(asked);
}
