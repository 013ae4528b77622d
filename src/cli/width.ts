/** Text in the columns of a terminal, where a Chinese character takes two. */
import stringWidth from 'string-width';

export { stringWidth };

/** Filled up with spaces to `width` columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** Where a line may end: at spaces, and beside every Chinese character, unless a closing mark follows. */
const pieces = /\s*[“（]*(?:\p{Script=Han}|(?:(?![\p{Script=Han}“（，。；：、！？）”])\S)+)?[，。；：、！？）”]*/gu;

/** In lines of at most `width` columns, as far as there are places to break. */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map(line => {
      const lines = [''];
      for (const [piece] of line.matchAll(pieces)) {
        const last = lines[lines.length - 1];
        if (last === '' || stringWidth(last + piece) <= width) lines[lines.length - 1] = last + piece;
        else lines.push(piece.trimStart());
      }
      return lines.join('\n');
    })
    .join('\n');
}
