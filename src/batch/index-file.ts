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
  const records = sorted.map(({ input, output, state, record }) => ({ ...record, input, output, state }));
  const text = path.toLowerCase().endsWith('.csv') ? toCsv(records) : `${JSON.stringify(records, null, 1)}\n`;
  await saveFile(path, Buffer.from(text), overwrite);
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
export function toCsv(records: readonly Readonly<Record<string, unknown>>[]): string {
  const lines = records.map(record => columns.map(column => cell(at(record, column.split('.')))).join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
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
