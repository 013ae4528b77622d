/** What is printed: lines for people, and JSON Lines for scripts. */

/**
 * Names of files may hold what a terminal obeys, what ends a line, and what turns the order of letters around: a name must neither
 * act nor pose as something else.
 */
const unsafe = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

/** One line, whatever names are in it. */
export function plain(line: string): string {
  return line.replace(unsafe, '\ufffd');
}

/** Several lines, each of them plain. */
export function plainLines(lines: readonly string[]): string {
  return lines.map(plain).join('\n');
}

export function say(...lines: readonly string[]): void {
  console.log(plainLines(lines));
}

export function warn(...lines: readonly string[]): void {
  console.error(plainLines(lines));
}

/** One line of JSON, which says the same with what is unsafe escaped. */
export function toJson(value: object): string {
  return JSON.stringify(value).replace(
    unsafe,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function printJson(value: object): void {
  process.stdout.write(`${toJson(value)}\n`);
}
