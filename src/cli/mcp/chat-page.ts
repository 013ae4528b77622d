/** The page in which a chat shows what tools answer with (MCP Apps): images are compared in it as in the editor. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { currentLanguage } from '../../core/language';

export const chatPage = { uri: 'ui://amsnet/compare', mimeType: 'text/html;profile=mcp-app' } as const;

/** All in one: a chat lets it load nothing. */
export async function chatPageHtml(): Promise<string> {
  const script = await readFile(join(__dirname, 'chat.js'), 'utf8');
  return `<!DOCTYPE html>
<html lang="${currentLanguage()}">
<head><meta charset="utf-8"><title>AMSNet Denoise</title></head>
<body><main><amsnet-comparison></amsnet-comparison></main><script type="module">${script}</script></body>
</html>`;
}
