/**
 * The language that a process speaks to people. Each program sets it before anything else (its `language.ts`, imported first);
 * catalogues of texts (`text.ts` of the folders) then are in that language from the start.
 */

/** BCP 47 tags; the first one is the language of the sources, which others fall back to. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** A catalogue in any language: the keys and parameters of the English one, and words in their places. */
export type Translated<T> = T extends string
  ? string
  : T extends (...values: infer Values) => infer Words
    ? (...values: Values) => Translated<Words>
    : { readonly [Key in keyof T]: Translated<T[Key]> };

let current: Language = languages[0];
let isFixed = false;

/**
 * Sets the language by a tag of BCP 47 (`zh-Hans-SG`) or a POSIX locale (`zh_CN.UTF-8`).
 * @throws if a catalogue was asked for already: it would stay as it is
 */
export function setLanguage(tag: string): void {
  const chosen = languageOf(tag);
  if (isFixed && chosen !== current) throw new Error(`The language ${chosen} is set after a text was loaded`);
  current = chosen;
}

export function currentLanguage(): Language {
  return current;
}

/** The catalogue in the language of this process. */
export function inLanguage<T>(english: T, others: Readonly<Record<Exclude<Language, 'en'>, Translated<T>>>) {
  isFixed = true;
  return current === 'en' ? (english as Translated<T>) : others[current];
}

/** English for what is no language of the program. Those who read traditional characters get English, too. */
export function languageOf(tag: string): Language {
  const [language, ...subtags] = tag.toLowerCase().split(/[.@]/)[0].split(/[-_]/);
  const traditional = subtags.some(subtag => ['hant', 'tw', 'hk', 'mo'].includes(subtag));
  return language === 'zh' && (!traditional || subtags.includes('hans')) ? 'zh-CN' : 'en';
}
