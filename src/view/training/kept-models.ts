/** Where trained models live once they are kept: files in a folder that every engine of the extension looks into. */
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AmsnetError } from '../../core/errors';
import { saveFile } from '../../files/save';
import { text } from '../text';

/** Files that belong to the model `<stem>.onnx`. */
function filesOf(model: string): { readonly model: string; readonly card: string } {
  const stem = model.replace(/\.onnx$/, '');
  return { model, card: `${stem}.json` };
}

/** A name that no model has yet, made from what was trained on. */
export function freeName(title: string, taken: readonly string[]): string {
  const words = title
    .replace(/[^\p{L}\p{N}_()-]+/gu, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim();
  const base = words.slice(0, 70) || 'adapted';
  for (let i = 1; ; i++) {
    const name = i === 1 ? base : `${base} ${i}`;
    if (!taken.includes(name)) return name;
  }
}

/** @returns what is wrong with a name, or undefined if nothing is. */
export function wrongName(name: string, taken: readonly string[]): 'characters' | 'taken' | undefined {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} _().-]{0,79}$/u.test(name) || /\.onnx$/i.test(name)) return 'characters';
  return taken.some(other => other.toLowerCase() === name.toLowerCase()) ? 'taken' : undefined;
}

/**
 * Copies a trained model and its card into `folder` under `name`.
 * @throws {AmsnetError} output/exists, output/disk-full or output/unwritable
 */
export async function keepModel(trained: string, folder: string, name: string): Promise<string> {
  const from = filesOf(trained);
  const to = filesOf(path.join(folder, `${name}.onnx`));
  await mkdir(folder, { recursive: true });
  const taken = await stat(to.model).catch(() => undefined);
  if (taken) throw new AmsnetError('output/exists', ...text.training.nameExists(name));
  const card = JSON.parse(await readFile(from.card, 'utf8')) as Record<string, unknown>;
  // The model comes last: without a card beside it, it would be listed as something unknown.
  await saveFile(to.card, Buffer.from(`${JSON.stringify({ ...card, name }, null, 2)}\n`), true);
  await saveFile(to.model, await readFile(from.model), false);
  return to.model;
}

/** Deletes a training with all its files; its folder is its own. */
export async function discardTraining(trained: string): Promise<void> {
  await rm(path.dirname(trained), { recursive: true, force: true });
}
