/** Where results go, and whether they would get into each other's way: of a single image the engine refuses that. */
import { existsSync } from 'node:fs';
import { join, parse } from 'node:path';
import { denoisedName, imageFormats, proposedFormat } from '../client/image-formats';
import { fileIdentity } from '../files/same-file';
import { type Input, standardStream } from './inputs';
import { text } from './text';

export interface PlannedOutput {
  readonly input: string;
  readonly output: string;
  /** Set when the result gets another format than the input. */
  readonly note?: string;
}

export interface OutputOptions {
  readonly output?: string;
  readonly outDir?: string;
}

/** `<name>.denoised.<ext>` beside the input or in `outDir`, or the one `output`. */
export function planOutputs(inputs: readonly Input[], options: OutputOptions): PlannedOutput[] {
  return inputs.map(({ path: input, subfolder = '' }) => {
    if (options.output !== undefined) return { input, output: options.output };
    const { dir, name, ext } = parse(input);
    if (input === standardStream && options.outDir === undefined) return { input, output: standardStream };
    const folder = options.outDir === undefined ? dir : join(options.outDir, subfolder);
    const output = join(folder, denoisedName(name, ext));
    const { format, why } = proposedFormat(input);
    if (why === undefined) return { input, output };
    return { input, output, note: text.otherFormat(why, imageFormats[format].name) };
  });
}

/** @returns a sentence if two inputs would be written to the same file. */
export function collision(planned: readonly PlannedOutput[]): string | undefined {
  const taken = new Map<string, string>();
  for (const { input, output } of planned) {
    const place = fileIdentity(output);
    const other = taken.get(place);
    if (other !== undefined) return text.usage.sameOutput(other, input, output);
    taken.set(place, input);
  }
  return undefined;
}

/** @returns a sentence if a result would replace another input, which may still be needed. */
export function overwrittenInput(planned: readonly PlannedOutput[]): string | undefined {
  const inputs = new Map(planned.map(({ input }) => [fileIdentity(input), input]));
  for (const { input, output } of planned) {
    const other = inputs.get(fileIdentity(output));
    if (other === undefined || other === input || output === standardStream || !existsSync(output)) continue;
    return text.usage.overwritesInput(other, input, output);
  }
  return undefined;
}
