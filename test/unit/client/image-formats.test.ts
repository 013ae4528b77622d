import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { imageExtensions, imageFormatNames } from '../../../src/client/image-formats';
import { codecOf } from '../../../src/engine/images/registry';

const here = (path: string) => new URL(`../../../${path}`, import.meta.url);

test('every format has its file in the engine, and every file its format', async () => {
  const files = readdirSync(here('src/engine/images/formats'));
  expect(files.toSorted()).toEqual(imageFormatNames.map(name => `${name}.ts`).toSorted());
  for (const name of imageFormatNames) expect(await codecOf(name)).toHaveProperty('recognises');
});

/** VS Code reads package.json before any code runs. `npx vitest run --project unit image-formats -u` writes it. */
test('menus and editor in package.json name the extensions of all formats', async () => {
  const manifest = readFileSync(here('package.json'), 'utf8');
  const names = imageExtensions.map(extension => extension.slice(1));
  const expected = manifest
    .replaceAll(/(?<=resourceExtname =~ \/\^\\\\\.\()[^)]*(?=\)\$\/i)/g, names.join('|'))
    .replace(/(?<="filenamePattern": "\*\.\{)[^}]*/, names.join(','));
  const places = manifest.match(/resourceExtname|filenamePattern/g)?.length ?? 0;
  expect(expected.match(new RegExp(names.join('.'), 'g'))).toHaveLength(places);
  await expect(expected).toMatchFileSnapshot('../../../package.json');
});

/**
 * A newer VS Code also takes an object that says when an editor is used for diffs. Those before it, which are supported, take
 * any object for `default`, and would open every image in the Denoise view.
 */
test('the built-in viewer stays the one that opens images, in every VS Code', () => {
  const { contributes } = JSON.parse(readFileSync(here('package.json'), 'utf8')) as {
    contributes: { customEditors: { priority: unknown }[] };
  };
  expect(contributes.customEditors.map(({ priority }) => priority)).toEqual(['option']);
});
