/** The sentences of the programs' interface that a person can read. */
import { inLanguage } from '../core/language';
import { chinese } from './text.zh-cn';

export const english = {
  notWithPreset: (settings: readonly string[]): string =>
    `${settings.join(', ')} cannot be combined with the preset single-pass.`,
  minutesOrSteps: 'minutes and steps cannot be used together.',
} as const;

export const text = inLanguage(english, { 'zh-CN': chinese });
