/** Where results go, and whether they would get into each other's way: of a single image the engine refuses that. */
import { existsSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { imageFolder, isImage } from '../batch/inputs';
import { type BatchInput, defaultTemplate, mayExist, nameOf } from '../batch/names';
import { fileIdentity } from '../files/same-file';
import { standardStream } from './inputs';
import { text } from './text';

export interface OutputOptions {
  readonly output?: string;
  readonly outDir?: string;
  readonly model?: string;
}

/** The names of the results, as far as they are known before a model is chosen for each image. */
export class Outputs {
  readonly template: string;
  readonly #toStream: (input: BatchInput) => boolean;
  readonly #model: string;

  /** `<name>.denoised.<ext>` beside the input or in `outDir`, or what `output` makes of it */
  constructor({ output, outDir, model = '' }: OutputOptions) {
    this.template = output ?? defaultTemplate(outDir);
    this.#toStream = ({ path }) =>
      output === undefined ? path === standardStream && outDir === undefined : output === standardStream;
    this.#model = model;
  }

  pipesOut(input: BatchInput): boolean {
    return this.#toStream(input);
  }

  nameOf(input: BatchInput): string {
    return this.pipesOut(input) ? standardStream : nameOf(this.template, input, this.#model);
  }
}

/** @returns a sentence if two inputs would be written to the same file. */
export function collision(inputs: readonly BatchInput[], outputs: Outputs): string | undefined {
  const taken = new Map<string, string>();
  for (const input of inputs) {
    // Names that are no UTF-8 look the same; none of them can be opened, which is said of each.
    if (input.path.includes('\ufffd') && !existsSync(input.path)) continue;
    const output = outputs.nameOf(input);
    const place = fileIdentity(output);
    const other = taken.get(place);
    if (other !== undefined) return text.usage.sameOutput(other, input.path, output);
    taken.set(place, input.path);
  }
  return undefined;
}

/** @returns a sentence if a result would replace another input, which may still be needed. */
export function overwrittenInput(inputs: readonly BatchInput[], outputs: Outputs): string | undefined {
  const places = new Map(inputs.map(({ path }) => [fileIdentity(path), path]));
  for (const input of inputs) {
    const output = outputs.nameOf(input);
    const other = places.get(fileIdentity(output));
    if (other === undefined || other === input.path || output === standardStream || !mayExist(output)) continue;
    return text.usage.overwritesInput(other, input.path, output);
  }
  return undefined;
}

/** @returns a sentence if a result would be taken for one of the images of a folder that another process reads. */
export function amongImages(inputs: readonly BatchInput[], outputs: Outputs): string | undefined {
  const folders = new Set(inputs.flatMap(input => imageFolder(input) ?? []));
  for (const input of folders.size > 0 ? inputs : []) {
    const output = outputs.nameOf(input);
    const isInside = (folder: string) => {
      const way = relative(folder, output);
      return way.split(/[\\/]/)[0] !== '..' && !isAbsolute(way);
    };
    if (isImage(output) && [...folders].some(isInside)) return text.usage.resultsAmongImages(output);
  }
  return undefined;
}
