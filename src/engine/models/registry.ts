import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { explain } from '../../client/wire';
import { AmsnetError } from '../../core/errors';
import { text } from '../text';
import { ModelCard } from './card';

/** A model file and, if there is one, its card. */
export interface Model {
  readonly name: string;
  /** Absolute path of the ONNX file. */
  readonly path: string;
  readonly card?: ModelCard;
  /** Names this version of the file: path, time of change, size. */
  readonly key: string;
}

/** Finds models by name in folders, or by path anywhere. */
export class ModelRegistry {
  /** @param trusted whether models are loaded from anywhere else than from the folders */
  constructor(
    private readonly folders: readonly string[],
    private readonly trusted = true,
  ) {}

  /** The models with a card, folder by folder, by name. A card that cannot be read is reported and left out. */
  async list(): Promise<Model[]> {
    const models: Model[] = [];
    for (const folder of this.folders) {
      const names = await readdir(folder).catch(() => []);
      // By the names alone: with the extension, amsnet-fast would come before amsnet.
      const stems = names.filter(name => extname(name) === '.onnx').map(name => basename(name, '.onnx'));
      for (const stem of stems.sort()) {
        try {
          const model = await modelAt(join(folder, `${stem}.onnx`));
          if (model.card !== undefined) models.push(model);
        } catch (error) {
          process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        }
      }
    }
    return models;
  }

  /**
   * @param model name of a card, or path of an ONNX file; the first of the list if none is said
   * @throws {AmsnetError} model/not-found, model/unreadable or workspace/untrusted
   */
  async find(model: string | undefined): Promise<Model> {
    if (model !== undefined && extname(model).toLowerCase() === '.onnx') {
      const path = resolve(model);
      if (!this.trusted && !(await this.holds(path))) {
        throw new AmsnetError('workspace/untrusted', ...text.modelUntrusted(path));
      }
      return modelAt(path);
    }
    const models = await this.list();
    const found = model === undefined ? models.at(0) : models.find(({ name }) => name === model);
    if (found !== undefined) return found;
    if (model === undefined) throw new AmsnetError('model/not-found', 'There is no bundled model.');
    const known = models.map(({ name }) => name).join(', ');
    throw new AmsnetError(
      'model/not-found',
      `There is no model named ${model}.`,
      `Use ${known}, or the path of an .onnx file.`,
    );
  }

  /** Whether a file lies in one of the folders, whatever links lead there. */
  private async holds(path: string): Promise<boolean> {
    const real = (each: string) => realpath(each).catch(() => undefined);
    const [file, ...folders] = await Promise.all([path, ...this.folders].map(real));
    return file !== undefined && folders.includes(dirname(file));
  }
}

async function modelAt(path: string): Promise<Model> {
  const file = await stat(path).catch(() => undefined);
  if (file?.isFile() !== true) throw new AmsnetError('model/not-found', `The model file ${path} does not exist.`);
  const card = await readCard(path.slice(0, -extname(path).length) + '.json');
  const key = `${path}:${file.mtimeMs}:${file.size}`;
  return card === undefined ? { name: path, path, key } : { name: card.name, path, key, card };
}

async function readCard(path: string): Promise<ModelCard | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    return undefined;
  }
  const card = parseCard(textOf(bytes));
  if (card.success) return card.data;
  throw new AmsnetError(
    'model/unreadable',
    `The model card ${path} is not valid (${card.reason}).`,
    'Correct or remove it.',
  );
}

/** UTF-8, or UTF-16 as Windows PowerShell writes it, with a byte order mark or without. */
function textOf(bytes: Buffer): string {
  const utf16 = bytes.length > 1 && bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(utf16 ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
}

function parseCard(text: string): z.ZodSafeParseSuccess<ModelCard> | { success: false; reason: string } {
  try {
    const card = ModelCard.safeParse(JSON.parse(text));
    return card.success ? card : { success: false, reason: explain(card.error) };
  } catch (error) {
    return { success: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
