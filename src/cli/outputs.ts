/** Where results go. Nothing here touches a file: the engine refuses to write over anything it must not. */
import { join, parse, resolve } from 'node:path';
import { denoisedName, imageFormats, proposedFormat } from '../client/image-formats';
import { type Input, standardStream } from './inputs';

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
    return { input, output, note: `${why} The result is saved as ${imageFormats[format].name}.` };
  });
}

/** @returns a sentence if two inputs would be written to the same file. */
export function collision(planned: readonly PlannedOutput[]): string | undefined {
  const taken = new Map<string, string>();
  for (const { input, output } of planned) {
    const path = resolve(output);
    const other = taken.get(path);
    if (other !== undefined) return `${other} and ${input} would both be written to ${output}.`;
    taken.set(path, input);
  }
  return undefined;
}
