import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { currentLanguage, inLanguage, languageOf, languages, setLanguage } from '../../../src/core/language';

const root = join(import.meta.dirname, '../../..');
const files = ['src', 'webview-ui'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)),
);
const read = (name: string) => readFileSync(join(root, name), 'utf8');

describe('the language', () => {
  test.each([
    ['zh', 'zh-CN'],
    ['zh-cn', 'zh-CN'],
    ['zh_CN.UTF-8', 'zh-CN'],
    ['zh-Hans-HK', 'zh-CN'],
    ['zh-tw', 'en'],
    ['zh-Hant', 'en'],
    ['en-GB', 'en'],
    ['de_DE@euro', 'en'],
    ['C', 'en'],
    ['', 'en'],
  ])('of %j is %s', (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });

  test('cannot change once there are texts', () => {
    expect(inLanguage({ word: 'word' }, { 'zh-CN': { word: '词' } })).toEqual({ word: 'word' });
    expect(() => {
      setLanguage('zh-CN');
    }).toThrow(/zh-CN/);
    setLanguage('en');
    expect(currentLanguage()).toBe('en');
  });
});

describe('the catalogues', () => {
  const others = languages.slice(1).map(language => language.toLowerCase());

  test('of all folders have every language', () => {
    const rooms = files.filter(name => /(^|[\\/])text\.ts$/.test(name));
    const translations = rooms.flatMap(name => others.map(language => name.replace(/ts$/, `${language}.ts`)));
    expect(translations.filter(name => !files.includes(name))).toEqual([]);
  });

  test.each(others)('of the manifest have the same keys: %s', language => {
    const keysOf = (name: string) => Object.keys(JSON.parse(read(name)) as object).sort();
    expect(keysOf(`package.nls.${language}.json`)).toEqual(keysOf('package.nls.json'));
  });

  /** What is between quotes or backquotes, with `${}` where a value is put in. */
  const words = files
    .filter(name => name.endsWith('text.zh-cn.ts'))
    .concat('package.nls.zh-cn.json')
    .flatMap(
      name =>
        read(name)
          .replace(/\/\*.*?\*\/|\/\/.*/gs, '')
          .match(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g) ?? [],
    )
    .map(quoted => quoted.slice(1, -1).replace(/\$\{[^}]*\}/g, '${}'));

  test('in Chinese use the punctuation of Chinese', () => {
    expect(words.length).toBeGreaterThan(500);
    expect(words.filter(text => /\p{Script=Han}(?!\.{3})[,.;:?!()"]|[,;:?!()"]\p{Script=Han}/u.test(text))).toEqual([]);
  });

  test('in Chinese have a space between Chinese and Latin', () => {
    expect(words.filter(text => /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u.test(text))).toEqual([]);
  });
});
