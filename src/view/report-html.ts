/** A report that is one file: pictures, settings and numbers, and nothing that is loaded from elsewhere. */
import { currentLanguage } from '../core/language';

export interface ReportTable {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

interface ReportPage {
  readonly title: string;
  readonly png: Uint8Array;
  /** What the picture shows, for those who do not see it. */
  readonly alt: string;
  readonly tables: readonly ReportTable[];
  /** The commands that give the same, below their title. */
  readonly commands: { readonly title: string; readonly lines: readonly string[] };
}

const style = `body{margin:24px;font:14px/1.5 system-ui,sans-serif;color:#1f1f1f;background:#fff}
img{max-width:100%;border:1px solid #999}
table{border-collapse:collapse}
th{font-weight:600;text-align:left}
th,td{padding:2px 16px 2px 0;vertical-align:top;overflow-wrap:anywhere}
pre{padding:8px;white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #999}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#1f1f1f}}`;

export function reportHtml({ title, png, alt, tables, commands }: ReportPage): string {
  const row = ([head, ...cells]: readonly string[]) =>
    `<tr><th scope="row">${escaped(head)}</th>${cells.map(cell => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  return `<!DOCTYPE html>
<html lang="${currentLanguage()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<img alt="${escaped(alt)}" src="data:image/png;base64,${Buffer.from(png).toString('base64')}">
${tables
  .filter(({ rows }) => rows.length > 0)
  .map(table => `<h2>${escaped(table.title)}</h2>\n<table>\n${table.rows.map(row).join('\n')}\n</table>`)
  .join('\n')}
${
  commands.lines.length > 0
    ? `<h2>${escaped(commands.title)}</h2>\n<pre>${commands.lines.map(escaped).join('\n')}</pre>`
    : ''
}
</body>
</html>
`;
}

/** As text, whatever a file is called. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, character => entities[character]);
}
