/** `npm run test:oldest`: as run-suites.ts, in the oldest VS Code on npm that the manifest of the extension allows. */
process.env.E2E_VSCODE = 'vscode-oldest';
await import('./run-suites');
export {};
