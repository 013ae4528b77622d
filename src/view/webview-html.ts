import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The folder that the webview may load files from. */
export const webviewRoot = (extension: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(extension, 'dist');

/** The page of the view: one script, two style sheets, nothing inline, no other source. */
export function webviewHtml(webview: vscode.Webview, extension: vscode.Uri, language: string): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(webviewRoot(extension), name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>AMSNet Denoise</title>
  <link rel="stylesheet" id="vscode-codicon-stylesheet" href="${file('webview.css')}" nonce="${nonce}">
  <script type="module" nonce="${nonce}" src="${file('webview.js')}"></script>
</head>
<body>
  <main><amsnet-app></amsnet-app></main>
</body>
</html>`;
}
