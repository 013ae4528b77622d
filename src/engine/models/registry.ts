import type { Stats } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type * as z from 'zod';
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
  /** Names this version of the file and of its card: path, times of change, sizes. */
  readonly key: string;
}

/** What a card's file of this version says. */
interface KnownCard {
  readonly version: string;
  /** Undefined if the file cannot be read; rejects if it is not valid. */
  readonly card: Promise<ModelCard | undefined>;
}

/**
 * Finds models by name in folders, or by path anywhere. Every request and every move of the pointer asks: a card is read
 * once and again when its file has changed.
 */
export class ModelRegistry {
  /** By the path of the card. */
  private readonly cards = new Map<string, KnownCard>();
  private readonly reported = new WeakSet<Error>();

  /** @param trusted whether models are loaded from anywhere else than from the folders */
  constructor(
    private readonly folders: readonly string[],
    private readonly trusted = true,
  ) {}

  /** The models with a card, folder by folder, by name. A card that cannot be read is reported once and left out. */
  async list(): Promise<Model[]> {
    const models: Model[] = [];
    for await (const model of this.withCards()) models.push(model);
    return models;
  }

  /**
   * Those that come with the program: of the first folder that has any.
   * @throws {AmsnetError} model/not-found if there is none
   */
  async bundled(): Promise<Model[]> {
    const models = await this.list();
    if (models.length === 0) throw new AmsnetError('model/not-found', text.noBundledModel);
    return models.filter(({ path }) => dirname(path) === dirname(models[0].path));
  }

  /** As `list`, one after the other: whoever has found one asks for no further card. */
  private async *withCards(): AsyncGenerator<Model> {
    for (const folder of this.folders) {
      const names = await readdir(folder).catch(() => []);
      // By the names alone: with the extension, amsnet-fast would come before amsnet.
      const stems = names.filter(name => extname(name) === '.onnx').map(name => basename(name, '.onnx'));
      for (const stem of stems.sort()) {
        try {
          const model = await this.modelAt(join(folder, `${stem}.onnx`));
          if (model.card !== undefined) yield model;
        } catch (error) {
          this.report(error);
        }
      }
    }
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
      return this.modelAt(path);
    }
    const names: string[] = [];
    for await (const found of this.withCards()) {
      if (model === undefined || found.name === model) return found;
      names.push(found.name);
    }
    if (model === undefined) throw new AmsnetError('model/not-found', text.noBundledModel);
    throw new AmsnetError('model/not-found', ...text.modelUnknown(model, names));
  }

  /** Whether a file lies in one of the folders, whatever links lead there. */
  private async holds(path: string): Promise<boolean> {
    const real = (each: string) => realpath(each).catch(() => undefined);
    const [file, ...folders] = await Promise.all([path, ...this.folders].map(real));
    return file !== undefined && folders.includes(dirname(file));
  }

  private async modelAt(path: string): Promise<Model> {
    const file = await fileAt(path);
    if (file === undefined) throw new AmsnetError('model/not-found', text.modelFileMissing(path));
    const known = await this.cardAt(path.slice(0, -extname(path).length) + '.json');
    const key = `${path}:${versionOf(file)}`;
    if (known === undefined) return { name: path, path, key };
    const { card, version } = known;
    return { name: card.name, path, key: `${key}:${version}`, card };
  }

  /** Undefined where there is no file that can be read. */
  private async cardAt(path: string): Promise<{ readonly version: string; readonly card: ModelCard } | undefined> {
    const file = await fileAt(path);
    if (file) {
      // Found out before the file is read: what is written in between is seen by the next request.
      const version = versionOf(file);
      const before = this.cards.get(path);
      const known = before?.version === version ? before : { version, card: readCard(path) };
      this.cards.set(path, known);
      const card = await known.card;
      if (card) return { version, card };
    }
    // Where it cannot be read now, it may be later.
    this.cards.delete(path);
    return undefined;
  }

  private report(error: unknown): void {
    const reason = error instanceof Error ? error : new Error(String(error));
    if (this.reported.has(reason)) return;
    this.reported.add(reason);
    process.stderr.write(`${reason.message}\n`);
  }
}

async function fileAt(path: string): Promise<Stats | undefined> {
  const file = await stat(path).catch(() => undefined);
  return file?.isFile() === true ? file : undefined;
}

function versionOf({ mtimeMs, size }: Stats): string {
  return `${mtimeMs}:${size}`;
}

async function readCard(path: string): Promise<ModelCard | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const card = parseCard(textOf(bytes));
  if (card.success) return card.data;
  throw new AmsnetError('model/unreadable', ...text.cardInvalid(path, card.reason));
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
