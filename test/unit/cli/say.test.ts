import { expect, test, vi } from 'vitest';
import { plain, printJson, say, toJson } from '../../../src/cli/say';

/** What a terminal obeys, what ends a line, and what turns the order of letters around. */
const name = 'a\u001b[31m\n\r\t\u009b\u007f\u2028\u202egnp.\u2066exe';

test('a name in a line stays in it and does nothing', () => {
  expect(plain(name)).toBe('a\ufffd[31m\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdgnp.\ufffdexe');
  expect(plain('naïve 漢字 é👍.png')).toBe('naïve 漢字 é👍.png');
});

test('lines that are meant are kept', () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  say('one', `two ${name.slice(0, 6)}`);
  expect(log).toHaveBeenCalledWith('one\ntwo a\ufffd[31m');
});

test('JSON says the same with all of it escaped', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  printJson({ input: name });
  const line = String(write.mock.calls[0][0]);
  write.mockRestore();
  expect(line).toBe(`${toJson({ input: name })}\n`);
  expect(line.trimEnd()).toMatch(/^[\u0020-\u007e]*$/);
  expect(JSON.parse(line)).toEqual({ input: name });
});
