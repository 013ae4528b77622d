/** docs/troubleshooting.md says of every error code what the program says with it; `-u` writes it anew. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { errorCodes } from '../../src/core/errors';

const root = join(import.meta.dirname, '../..');
const intro = `# Troubleshooting

Every failure has a stable code: \`error.code\` in \`--json\` and for programs, the sentences on a terminal and in the editor. Below are all codes
with what the program says, and what to do about it; "…" stands for names and numbers. This page is made from the
program's own sentences by \`npx vitest run --project unit troubleshooting -u\`. What works on a machine at all: \`amsnet doctor\`.
`;
/** Codes that come about otherwise than with a sentence of a catalogue. */
const others: Readonly<Record<string, readonly Sentences[]>> = {
  cancelled: [
    [
      'Cancelled.',
      'You, or the program that asked, stopped it. Nothing of it is left; a batch goes on with --skip-existing.',
    ],
  ],
  'training/no-checkpoint': [
    [
      'There is no checkpoint to resume from, or not of this training.',
      'Start a new training, or resume with the options that it had.',
    ],
  ],
  'engine/internal': [
    [
      'Unexpected engine error: …',
      'A fault of the program. Report it with the sentence and what "amsnet doctor" prints.',
    ],
  ],
};

type Sentences = readonly [message: string, action?: string];

/** Whatever a sentence does with its arguments, what comes out is an ellipsis. */
const anything: unknown = new Proxy(() => '…', {
  get: (_, key) => (key === Symbol.toPrimitive || key === 'toString' ? () => '…' : anything),
  apply: () => anything,
});

test('every code is there with what the program says', async () => {
  const found = new Map<string, Map<string, Sentences>>(
    Object.entries(others).map(([code, all]) => [code, new Map(all.map(each => [each[0], each]))]),
  );
  for (const name of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.ts')) continue;
    for (const { code, sentences } of await thrownIn(join(root, 'src', name))) {
      const known = found.get(code) ?? new Map<string, Sentences>();
      known.set(sentences[0], sentences);
      found.set(code, known);
    }
  }
  expect(errorCodes.filter(code => !found.has(code))).toEqual([]);
  const sections = errorCodes.map(code => {
    const rows = [...(found.get(code)?.values() ?? [])].map(([message, action = '']) => `| ${message} | ${action} |`);
    return [`## \`${code}\``, '', '| what happened | what to do |', '| --- | --- |', ...rows, ''].join('\n');
  });
  await expect([intro, ...sections].join('\n')).toMatchFileSnapshot(join(root, 'docs/troubleshooting.md'));
});

/** The codes of the errors that a file makes of a sentence of its catalogue. */
async function thrownIn(file: string): Promise<{ code: string; sentences: Sentences }[]> {
  const source = readFileSync(file, 'utf8');
  const catalogue = /from '((?:\.\.?\/)+text)'/.exec(source)?.[1];
  if (catalogue === undefined || !source.includes('new AmsnetError(')) return [];
  const path = join(dirname(file), `${catalogue}.ts`);
  if (!existsSync(path)) return [];
  const { english } = (await import(path)) as { english?: unknown };
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const aliases = new Map([...source.matchAll(/const (\w+) = text\.([\w.]+);/g)].map(match => [match[1], match[2]]));
  const thrown: { code: string; sentences: Sentences }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'AmsnetError') {
      const [code, what] = node.arguments ?? [];
      const sentences = ts.isStringLiteral(code) ? sentencesOf(what, english, aliases) : undefined;
      if (ts.isStringLiteral(code) && sentences) thrown.push({ code: code.text, sentences });
    }
    node.forEachChild(visit);
  };
  visit(tree);
  return thrown;
}

/** `...text.a.b(x)` as it reads with any arguments. */
function sentencesOf(
  argument: ts.Expression,
  english: unknown,
  aliases: ReadonlyMap<string, string>,
): Sentences | undefined {
  let expression: ts.Expression = ts.isSpreadElement(argument) ? argument.expression : argument;
  if (ts.isCallExpression(expression)) expression = expression.expression;
  const [first, ...rest] = expression.getText().split('.');
  const names = first === 'text' ? rest : [...(aliases.get(first)?.split('.') ?? ['']), ...rest];
  let value: unknown = english;
  for (const name of names) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  if (typeof value === 'function') value = said(value as (...all: unknown[]) => unknown);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as unknown as Sentences) : undefined;
}

function said(sentence: (...all: unknown[]) => unknown): unknown {
  try {
    return sentence(...Array<unknown>(8).fill(anything));
  } catch {
    // What takes a path apart insists on text.
    return sentence(...Array<unknown>(8).fill('…'));
  }
}
