/** The page in the chat of an agent, from the server to the pixels; the chat is the protocol's own library. */
import path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { openPage } from '../e2e/browser';
import { resultsDir, root } from '../e2e/paths';

declare const show: (html: string, answer: unknown) => Promise<void>;

it('a tool that compares images shows them in the chat', async () => {
  const samples = path.join(root, 'samples');
  const client = new Client({ name: 'test', version: '1' });
  const args = [path.join(root, 'dist', 'amsnet.js'), 'mcp', samples];
  await client.connect(new StdioClientTransport({ command: process.execPath, args }));
  const { browser, page } = await openPage({ width: 760, height: 520 });
  try {
    const { tools } = await client.listTools();
    const { _meta } = tools.find(({ name }) => name === 'compare_images') ?? {};
    const { resourceUri } = _meta?.ui as { resourceUri: string };
    const { contents } = await client.readResource({ uri: resourceUri });
    const [content] = contents;
    expect(content.mimeType).toBe('text/html;profile=mcp-app');
    const html = 'text' in content ? content.text : '';
    const [image, reference] = ['chelsea_noisy.png', 'chelsea_clean.png'].map(name => path.join(samples, name));
    const answer = await client.callTool({ name: 'compare_images', arguments: { image, reference } });

    const { outputFiles } = await build({
      entryPoints: [path.join(import.meta.dirname, 'chat', 'chat.ts')],
      ...{ bundle: true, write: false, format: 'iife', logLevel: 'warning' },
    });
    await page.addScriptTag({ content: outputFiles[0].text });
    const errors: string[] = [];
    page.on('console', message => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.evaluate(([html, answer]) => show(html as string, answer), [html, answer]);
    const frame = page.frameLocator('iframe');
    await frame
      .getByText(/29\.7\d dB/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.screenshot({ path: path.join(resultsDir, 'shots', 'chat.png') });
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await client.close();
  }
});
