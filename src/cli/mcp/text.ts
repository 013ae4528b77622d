/** What `amsnet mcp` says of itself. */
import { inLanguage } from '../../core/language';
import { chinese } from './text.zh-cn';

export const english = {
  summary: 'serve the tools of an agent over the Model Context Protocol',
  description:
    'Serve denoising, comparing, noise estimation and training as tools for agents, over the Model Context Protocol on standard input and output. Only files inside the given folders are read and written.',
  folder: 'folders whose files the tools may use (default: the current one)',
  more: `
Example, as an entry of .vscode/mcp.json:
  { "servers": { "amsnet": { "command": "amsnet", "args": ["mcp", "\${workspaceFolder}"] } } }`,

  instructions:
    'Denoises images on this machine with the asymmetric mask scheme; the program itself sends nothing anywhere but these answers. Start with inspect_noise or denoise_image: model and settings choose themselves. Source images are never changed.',

  chatPage: 'Compare images',
} as const;

export const text = inLanguage(english, { 'zh-CN': chinese });
