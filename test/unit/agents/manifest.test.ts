/**
 * VS Code reads of the language model tools what package.json says, before any code runs. `npx vitest run --project unit
 * agents/manifest -u` writes it, and the words for people into package.nls*.json.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { english } from '../../../src/agents/text';
import { chinese } from '../../../src/agents/text.zh-cn';
import { agentTools } from '../../../src/agents/tools';
import { languages } from '../../../src/core/language';

type Json = Record<string, unknown>;
const read = (name: string) => JSON.parse(readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8')) as Json;
const isIn = (value: Json, name: string) =>
  expect(`${JSON.stringify(value, null, 2)}\n`).toMatchFileSnapshot(`../../../${name}`);

test('the tools of the editor are those of the server', async () => {
  const manifest = read('package.json');
  const languageModelTools = Object.entries(agentTools).map(([name, { description, input, effect }]) => {
    const { $schema, ...inputSchema } = z.toJSONSchema(input, { io: 'input' });
    expect($schema).toBeTruthy();
    return {
      name: `amsnet_${name}`,
      displayName: `%tool.${name}%`,
      userDescription: `%tool.${name}.text%`,
      modelDescription: description,
      canBeReferencedInPrompt: true,
      toolReferenceName: `amsnet_${name}`,
      when: 'isWorkspaceTrusted',
      tags: ['amsnet', effect ? 'writes' : 'read-only'],
      inputSchema,
    };
  });
  const contributes = { ...(manifest.contributes as Json), languageModelTools };
  await isIn({ ...manifest, contributes }, 'package.json');
});

test.each(languages)('the tools have their words in %s', async language => {
  const name = language === 'en' ? 'package.nls.json' : `package.nls.${language.toLowerCase()}.json`;
  const { tools } = { en: english, 'zh-CN': chinese }[language];
  const words = Object.entries(tools).flatMap(([tool, { title, description }]) => [
    [`tool.${tool}`, title],
    [`tool.${tool}.text`, description],
  ]);
  const others = Object.entries(read(name)).filter(([key]) => !key.startsWith('tool.'));
  await isIn(Object.fromEntries([...others, ...words]) as Json, name);
});
