/** Lines for people. JSON goes to standard output as it is. */

/** Names of files may hold what a terminal obeys: none of it reaches one. */
export function plain(line: string): string {
  return line.replace(/(?![\n\t])\p{Cc}/gu, '\ufffd');
}

export function say(line: string): void {
  console.log(plain(line));
}

export function warn(line: string): void {
  console.error(plain(line));
}
