/** What results are called: templates with placeholders, and what is done where a name is taken. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, normalize, parse } from 'node:path';
import { denoisedName, imageFormats, proposedFormat } from '../client/image-formats';
import { hasCode } from '../core/errors';
import { fileIdentity } from '../files/same-file';
import { isS3, restoreS3 } from './s3-path';
import { text } from './text';

/** An image of a batch. */
export interface BatchInput {
  readonly path: string;
  /** Where it lies in the folder that was named, to be laid out in the same way. */
  readonly subfolder?: string;
}

/** What is done where a file of that name exists. An image of the batch is never replaced. */
export const existingRules = ['fail', 'skip', 'number', 'replace'] as const;
export type ExistingRule = (typeof existingRules)[number];

const values = {
  dir: ({ path }: BatchInput) => parse(path).dir || '.',
  folder: ({ subfolder = '' }: BatchInput) => subfolder || '.',
  name: ({ path }: BatchInput) => parse(path).name,
  model: (_: BatchInput, model: string) =>
    basename(model)
      .replace(/\.onnx$/i, '')
      .replace(/[\\/:*?"<>|]/g, '_'),
  ext: ({ path }: BatchInput) => parse(denoisedName('x', parse(path).ext)).ext.slice(1),
} as const;
type Placeholder = keyof typeof values;

const placeholder = /\{(\w+)\}/g;
/** As they are typed. */
export const placeholders = Object.keys(values).map(name => `{${name}}`);

/** @returns a sentence if there is no such placeholder as the template has */
export function wrongTemplate(template: string): string | undefined {
  const unknown = [...template.matchAll(placeholder)].find(([typed]) => !placeholders.includes(typed));
  return unknown && text.placeholderUnknown(unknown[0], placeholders);
}

/** Whether several images get several names. */
export function namesEach(template: string): boolean {
  return template.includes('{name}');
}

/** Whether the name is known before the model is chosen. */
export function namesModel(template: string): boolean {
  return template.includes('{model}');
}

/** Whether results go into folders that may not be there yet: a name alone, or one beside the image, needs none. */
export function makesFolders(template: string): boolean {
  return template.includes('{') && dirname(template) !== '{dir}';
}

/** `<name>.denoised.<ext>` beside the image, or in a folder that has the same subfolders. */
export function defaultTemplate(folder?: string, name = '{name}.denoised.{ext}'): string {
  return folder === undefined ? `{dir}/${name}` : restoreS3(join(asTemplate(folder), '{folder}', name), folder);
}

/** A path as a template that gives just this path: it may have braces, which mean nothing. */
export function asTemplate(path: string): string {
  return path.replaceAll(/[{}]/g, '{$&}');
}

/** Whether something may have this name: of objects that is known when they are written. */
export function mayExist(path: string): boolean {
  return isS3(path) || existsSync(path);
}

/** The name that a template gives a result. */
export function nameOf(template: string, input: BatchInput, model: string): string {
  const filled = template.replace(/\{([{}])\}|\{(\w+)\}/g, (typed, brace: string | undefined, name: string) => {
    if (brace !== undefined) return brace;
    return Object.hasOwn(values, name) ? values[name as Placeholder](input, model) : typed;
  });
  return restoreS3(normalize(filled), filled);
}

/** Said when the result gets another format than the image, and nobody has chosen it. */
export function formatNote(template: string, { path }: BatchInput): string | undefined {
  const { format, why } = proposedFormat(path);
  return why === undefined || !template.includes('{ext}')
    ? undefined
    : text.otherFormat(why, imageFormats[format].name);
}

/** Where one result may go. */
export interface Place {
  readonly rule: ExistingRule;
  /** Names that other results of the batch are about to get. */
  readonly taken: Set<string>;
  /** Whether a file that exists was made of the same image by this batch, before the image changed. */
  readonly isOwn: (output: string) => boolean;
  /** Whether a file is what the batch has made of another image, or must not be replaced because it is one. */
  readonly isOthers: (output: string) => boolean;
}

/** A file has the name of the result, and stays. */
export interface Taken {
  readonly taken: string;
}

/**
 * Makes a result under the name that it should have, or under the next one that is free.
 * @returns the name that is taken, where the rule is to skip
 */
export async function placed<T extends object>(
  output: string,
  { rule, taken, isOwn, isOthers }: Place,
  make: (output: string, overwrite: boolean) => Promise<T>,
): Promise<T | Taken> {
  if (rule === 'fail') return make(output, isOwn(output));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? output : numbered(output, number);
    const place = fileIdentity(candidate);
    if (taken.has(place) || isOthers(candidate)) continue;
    const overwrite = rule === 'replace' || isOwn(candidate);
    if (!overwrite && existsSync(candidate)) {
      if (rule === 'skip') return { taken: candidate };
      continue;
    }
    taken.add(place);
    try {
      return await make(candidate, overwrite);
    } catch (error) {
      // Somebody else was faster.
      if (!hasCode(error, 'output/exists')) throw error;
      if (rule === 'skip') return { taken: candidate };
    } finally {
      taken.delete(place);
    }
  }
}

function numbered(output: string, number: number): string {
  const { dir, name, ext } = parse(output);
  return restoreS3(join(dir, `${name}-${number}${ext}`), output);
}
