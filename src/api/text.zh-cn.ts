import type { Translated } from '../core/language';
import type { english } from './text';

export const chinese: Translated<typeof english> = {
  notWithPreset: settings => `${settings.join('、')} 不能与预设 single-pass 同时使用。`,
  minutesOrSteps: 'minutes 和 steps 不能同时使用。',
};
