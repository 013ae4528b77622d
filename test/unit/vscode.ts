/** What unit tests load instead of `vscode`, which exists only inside VS Code: they call nothing of it. */
export {};
