/** The tools that an agent gets, one entry each. Results are the command line's JSON, with crops where pictures say more. */
import { join, parse } from 'node:path';
import * as z from 'zod';
import { denoiseOne } from '../batch/denoise-one';
import { fileTile } from '../batch/recipe';
import { inspectNoise } from '../batch/inspect';
import type { Engine, Progress, Result } from '../client/contract';
import { denoisedName } from '../client/image-formats';
import { defaultMinutes, trainingRanges } from '../client/training';
import { explain } from '../client/wire';
import { AmsnetError } from '../core/errors';
import { settingTable } from '../core/settings';
import type { AllowedFolders } from './allowed-folders';
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
  readonly crops?: readonly Crop[];
}

/** A part of an image at 1:1. */
export interface Crop extends Result<'crop'> {
  /** Of the image. */
  readonly path: string;
}

export interface AgentTool {
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  /**
   * What it will do, for a person to allow; only tools that leave all files as they are have none.
   * @throws {AmsnetError} path/not-allowed or settings/invalid: what would be refused need not be asked
   */
  readonly effect?: (folders: AllowedFolders, input: unknown) => string;
  /** Whether it answers with two pictures, which a chat may show in a page of ours. */
  readonly comparesImages: boolean;
  /** @throws {AmsnetError} path/not-allowed, settings/invalid, and all of the engine */
  run(workbench: Workbench, input: unknown, call: Call): Promise<Answer>;
}

interface Options<Input> {
  readonly effect?: (folders: AllowedFolders, input: Input) => string;
  readonly comparesImages?: boolean;
}

function tool<S extends z.ZodObject>(
  { title, description }: { readonly title: string; readonly description: string },
  input: S,
  run: (workbench: Workbench, input: z.infer<S>, call: Call) => Promise<Answer>,
  { effect, comparesImages = false }: Options<z.infer<S>> = {},
): AgentTool {
  const checked = (given: unknown) => {
    const parsed = input.safeParse(given);
    if (parsed.success) return parsed.data;
    throw new AmsnetError('settings/invalid', ...text.inputInvalid(explain(parsed.error)));
  };
  return {
    title,
    description,
    input,
    ...(effect && { effect: (folders, given) => effect(folders, checked(given)) }),
    comparesImages,
    // A refused input is an answer like any other error.
    run: async (workbench, given, call) => run(workbench, checked(given), call),
  };
}

const words = text.tools;
const { min, max } = settingTable.strength;
const path = (description: string) => z.string().min(1).describe(description);
const Centre = z
  .object({ x: z.int().min(0), y: z.int().min(0) })
  .optional()
  .describe(words.denoise_image.crop);
const TrainingId = z.object({ id: z.string().describe(words.training_status.id) });

export const agentTools: Readonly<Record<string, AgentTool>> = {
  denoise_image: tool(
    words.denoise_image,
    z.object({
      image: path(words.denoise_image.image),
      output: path(words.denoise_image.output).optional(),
      overwrite: z.boolean().optional().describe(words.denoise_image.overwrite),
      model: path(words.denoise_image.model).optional(),
      strength: z.number().min(min).max(max).optional().describe(words.denoise_image.strength),
      reference: path(words.denoise_image.reference).optional(),
      crop: Centre,
    }),
    async ({ engine, folders }, { overwrite = false, strength, crop, ...given }, { signal, onProgress }) => {
      const { image, output } = denoisedPaths(folders, given);
      const model = await modelOf(engine, folders, given.model, signal);
      const wish = { changes: { strength }, model, device: 'auto', tile: fileTile } as const;
      const extras = given.reference === undefined ? {} : { reference: folders.resolve(given.reference) };
      const one = { image, output, overwrite, wish, extras };
      const done = await denoiseOne(engine, one, { signal, onProgress });
      const notes = [...(done.auto ? [done.auto.reason] : []), ...done.notes];
      return { record: { ...done, notes }, crops: await cropsOf(engine, [image, output], crop, signal) };
    },
    {
      effect: (folders, { overwrite = false, ...given }) => {
        const { image, output } = denoisedPaths(folders, given);
        const done = text.effects.denoise(image, output);
        return overwrite ? `${done} ${text.effects.replaces}` : done;
      },
      comparesImages: true,
    },
  ),

  compare_images: tool(
    words.compare_images,
    z.object({
      image: path(words.compare_images.image),
      reference: path(words.compare_images.reference),
      crop: Centre,
    }),
    async ({ engine, folders }, given, { signal }) => {
      const image = folders.resolve(given.image);
      const reference = folders.resolve(given.reference);
      const score = await engine.request('compare', { image, reference }, { signal });
      const crops = await cropsOf(engine, [image, reference], given.crop, signal);
      return { record: { a: image, b: reference, ...score }, crops };
    },
    { comparesImages: true },
  ),

  inspect_noise: tool(
    words.inspect_noise,
    z.object({ image: path(words.inspect_noise.image) }),
    async ({ engine, folders }, { image }, { signal }) => ({
      record: { ...(await inspectNoise(engine, { image: folders.resolve(image) }, signal)) },
    }),
  ),

  list_models: tool(words.list_models, z.object({}), async ({ engine }, _, { signal }) => ({
    record: { models: await engine.request('models', {}, { signal }) },
  })),

  train_model: tool(
    words.train_model,
    z.object({
      images: z.array(path(words.train_model.images)).min(1),
      output: path(words.train_model.output).regex(/\.onnx$/i),
      minutes: z
        .number()
        .min(trainingRanges.minutes.min)
        .max(trainingRanges.minutes.max)
        .optional()
        .describe(words.train_model.minutes),
      from: path(words.train_model.from).optional(),
    }),
    async ({ engine, trainings, folders }, { minutes = defaultMinutes, ...given }, { signal }) => {
      const images = given.images.map(each => folders.resolve(each));
      const output = folders.resolve(given.output);
      const from =
        given.from === 'none' || given.from === 'auto'
          ? given.from
          : await modelOf(engine, folders, given.from, signal);
      const id = trainings.start({
        ...{ images, output, length: { minutes }, device: 'auto', pdFactor: 'auto', seed: 0, resume: false },
        ...(from !== undefined && { from }),
      });
      return { record: trainings.status(id) };
    },
    {
      effect: (folders, { images, output, minutes = defaultMinutes }) => {
        const paths = images.map(each => folders.resolve(each));
        return text.effects.train(paths, minutes, folders.resolve(output));
      },
    },
  ),

  training_status: tool(words.training_status, TrainingId, ({ trainings }, { id }) =>
    Promise.resolve({ record: trainings.status(id) }),
  ),

  stop_training: tool(
    words.stop_training,
    TrainingId,
    ({ trainings }, { id }) => {
      trainings.stop(id);
      return Promise.resolve({ record: trainings.status(id) });
    },
    { effect: (_, { id }) => text.effects.stop(id) },
  ),
};

function denoisedPaths(
  folders: AllowedFolders,
  given: { readonly image: string; readonly output?: string | undefined },
) {
  const image = folders.resolve(given.image);
  const { dir, name, ext } = parse(image);
  return { image, output: folders.resolve(given.output ?? join(dir, denoisedName(name, ext))) };
}

/** No model needs larger pictures, and chats drop answers of some megabytes without a word. */
const cropEdge = 512;

async function cropsOf(
  engine: Engine,
  images: readonly string[],
  centre: z.infer<typeof Centre>,
  signal: AbortSignal,
): Promise<Crop[]> {
  const crops = [];
  for (const image of images) {
    const asked = { image, edge: cropEdge, ...(centre && { centre }) };
    crops.push({ ...(await engine.request('crop', asked, { signal })), path: image });
  }
  return crops;
}

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
