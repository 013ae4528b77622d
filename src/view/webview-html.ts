import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { currentLanguage } from '../core/language';

/** The folder that the webview may load files from. */
export const webviewRoot = (extension: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(extension, 'dist');

/** The pages by the names of their script and style sheet, each with its one element. */
const elements = {
  webview: 'amsnet-app',
  comparison: 'amsnet-comparison',
  folders: 'amsnet-folders',
  training: 'amsnet-training',
};

/** A page: one script, one style sheet, nothing inline, no other source. Its texts are in the language that it names. */
export function webviewHtml(
  webview: vscode.Webview,
  extension: vscode.Uri,
  page: keyof typeof elements = 'webview',
): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(webviewRoot(extension), name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${currentLanguage()}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>AMSNet Denoise</title>
  <link rel="stylesheet" id="vscode-codicon-stylesheet" href="${file(`${page}.css`)}" nonce="${nonce}">
  <script type="module" nonce="${nonce}" src="${file(`${page}.js`)}"></script>
</head>
<body>
  <main><${elements[page]}></${elements[page]}></main>
</body>
</html>`;
}
