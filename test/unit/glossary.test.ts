import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('every identifier of the glossary is in the code', () => {
  const sources = ['src', 'webview-ui', 'models'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(ts|json)$/.test(name))
      .map(name => readFileSync(join(root, folder, name), 'utf8')),
  );
  const code = sources.join('\n');
  const rows = readFileSync(join(root, 'docs/glossary.md'), 'utf8').match(/^\| (?!term|---).*\|$/gm) ?? [];
  // Options are camel case in the code, files of models have names of their own.
  const identifiers = rows
    .flatMap(row => [...row.split(' | ')[1].matchAll(/`([^`]+)`/g)].map(match => match[1]))
    .map(name => name.replace(/^--/, ''))
    .filter(name => !name.startsWith('<'));
  expect(identifiers.length).toBeGreaterThan(50);
  expect(identifiers.filter(name => !code.includes(name))).toEqual([]);
});
