/** Where results go. Nothing here touches a file: the engine refuses to write over anything it must not. */
import { join, parse, resolve } from 'node:path';

/** Formats that are written; everything else that can be read is saved as PNG, which keeps every pixel. */
const writable = new Set(['.png', '.jpg', '.jpeg', '.webp', '.avif', '.tif', '.tiff']);

export interface PlannedOutput {
  readonly input: string;
  readonly output: string;
  /** Set when the result cannot have the input's format. */
  readonly note?: string;
}

export interface OutputOptions {
  readonly output?: string;
  readonly outDir?: string;
}

/** `<name>.denoised.<ext>` beside the input or in `outDir`, or the one `output`. */
export function planOutputs(inputs: readonly string[], options: OutputOptions): PlannedOutput[] {
  return inputs.map(input => {
    if (options.output !== undefined) return { input, output: options.output };
    const { dir, name, ext } = parse(input);
    const folder = options.outDir ?? dir;
    if (writable.has(ext.toLowerCase())) return { input, output: join(folder, `${name}.denoised${ext}`) };
    const format = ext === '' ? 'no known format' : ext.slice(1).toUpperCase();
    const note = `${format} is not written; the result is saved as PNG.`;
    return { input, output: join(folder, `${name}.denoised.png`), note };
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
