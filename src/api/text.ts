/** The sentences of the programs' interface that a person can read, in one place so that a translation can replace them. */
export const text = {
  notWithPreset: (settings: readonly string[]): string =>
    `${settings.join(', ')} cannot be combined with the preset single-pass.`,
  minutesOrSteps: 'minutes and steps cannot be used together.',
} as const;
