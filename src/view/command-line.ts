import type { Job } from '../client/contract';
import { rowOf, settingNames } from '../core/settings';

/** The command that makes the same result of the same image; names of files as they are. */
export function denoiseCommand({ image, page, model, device, settings, reference }: Job): string {
  const single = settings.mode === 'single-pass';
  const options = settingNames.flatMap(name => {
    const { option, implies, default: usual } = rowOf(name);
    // What a single pass does not have cannot be given with it; a noise level of 0 means the estimate.
    if (!option || (single && implies !== undefined) || (name === 'noiseLevel' && settings[name] === usual)) return [];
    return [`--${option.name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`, String(settings[name])];
  });
  return commandOf([
    ...['amsnet', 'denoise', image, '--model', model, '--device', device],
    ...['--preset', single ? 'single-pass' : 'masks'],
    ...options,
    ...(page === undefined ? [] : ['--page', String(page + 1)]),
    ...(reference === undefined ? [] : ['--reference', reference]),
  ]);
}

/** In one line, as a shell takes it. */
export function commandOf(words: readonly string[]): string {
  return words.map(word => (/^[\w./:\\,-]+$/.test(word) ? word : `"${word.replace(/["$`]/g, '\\$&')}"`)).join(' ');
}
