/** The index of a batch: a row for each image with its settings and numbers, as JSON or CSV. */
import { saveFile } from '../files/save';
import type { Row } from './journal';

export const indexExtensions = ['.json', '.csv'] as const;

export function isIndex(path: string): boolean {
  return indexExtensions.some(extension => path.toLowerCase().endsWith(extension));
}

/** @throws {AmsnetError} output/exists, output/disk-full or output/unwritable */
export async function writeIndex(path: string, rows: readonly Row[], overwrite: boolean): Promise<void> {
  const sorted = rows.toSorted((a, b) => (a.input < b.input ? -1 : 1));
  await writeTable(path, sorted.map(recordOf), columns, overwrite);
}

/** As CSV with these columns, or as JSON with everything. @throws as `writeIndex` */
export async function writeTable(
  path: string,
  records: readonly TableRecord[],
  columns: readonly string[],
  overwrite: boolean,
): Promise<void> {
  const lines = path.toLowerCase().endsWith('.csv') ? csvLines(records, columns) : jsonLines(records);
  await saveFile(path, inPieces(lines), overwrite);
}

type TableRecord = Readonly<Record<string, unknown>>;

function recordOf({ input, output, state, record }: Row): Record<string, unknown> {
  return { ...record, input, output, state };
}

/** An array of objects, indented by one. */
function* jsonLines(records: readonly TableRecord[]): Iterable<string> {
  yield '[';
  for (const [i, record] of records.entries()) {
    const indented = JSON.stringify([record], null, 1).slice(1, -2);
    yield i === 0 ? indented : `,${indented}`;
  }
  yield records.length > 0 ? '\n]\n' : ']\n';
}

/** The whole of it may be longer than texts can be. */
function* inPieces(lines: Iterable<string>): Iterable<Uint8Array> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < 1 << 20) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}

/** What a table has of a record, by the path to it. */
const columns = [
  ...['input', 'output', 'state', 'width', 'height', 'pages', 'model', 'device', 'provider'],
  ...['seconds', 'networkSeconds', 'passes', 'noise.sigma', 'noise.kind', 'difference', 'noiseLeft'],
  ...['psnr', 'ssim', 'psnrNoisy', 'ssimNoisy'],
  ...['mode', 'pdFactor', 'masks', 'maskSets', 'combine', 'r3Ratio', 'r3Count', 'strength', 'seed'].map(
    name => `settings.${name}`,
  ),
  ...['notes', 'error.code', 'error.message'],
];

/** As RFC 4180 has it. */
export function toCsv(records: readonly TableRecord[]): string {
  return [...csvLines(records, columns)].join('');
}

function* csvLines(records: readonly TableRecord[], columns: readonly string[]): Iterable<string> {
  yield `${columns.join(',')}\r\n`;
  for (const record of records) yield `${columns.map(column => cell(at(record, column.split('.')))).join(',')}\r\n`;
}

function at(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = (value as Readonly<Record<string, unknown>>)[name];
  return rest.length > 0 ? at(found, rest) : found;
}

function cell(value: unknown): string {
  const text = Array.isArray(value)
    ? value.join(' ')
    : typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : '';
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
