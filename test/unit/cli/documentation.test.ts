import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addDenoise } from '../../../src/cli/denoise';
import { flagOf } from '../../../src/cli/options';
import { describeOption } from '../../../src/cli/settings';
import { addTrain } from '../../../src/cli/train';
import { rowOf, settingNames } from '../../../src/core/settings';

const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

test('docs/command-line.md has the row of every setting, as the table says it', () => {
  const rows = settingNames.flatMap(name => {
    const { option } = rowOf(name);
    return option ? `| \`${flagOf(option.name)} ${option.value.toUpperCase()}\` | ${describeOption(name)} |` : [];
  });
  // A formatter may have padded the columns.
  expect(read('command-line.md').replace(/ +\|/g, ' |')).toContain(rows.join('\n'));
});

test.each([
  ['denoise', /^## `amsnet denoise.*?(?=^## )/ms, 'command-line.md'],
  ['train', /^.*$/s, 'training.md'],
])('every option of %s is documented, and none that it does not have', (name, section, file) => {
  const program = new Command();
  addDenoise(program);
  addTrain(program);
  const options = program.commands.find(command => command.name() === name)?.options ?? [];
  const rows = section.exec(read(file))?.[0].match(/^\| `-.*?\|/gm) ?? [];
  const documented = rows.flatMap(row => row.match(/--[a-z][a-z0-9-]*/g) ?? []);
  expect(documented.toSorted()).toEqual(options.map(({ long }) => long).toSorted());
});
