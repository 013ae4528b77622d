/** What unit tests load instead of `vscode`, which exists only inside VS Code: sentences as they are, in English. */
export const l10n = {
  t: (message: string, ...values: (string | number)[]): string =>
    message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
};
