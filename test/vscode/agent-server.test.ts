import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { suite, test } from 'mocha';
import { extension } from './support';

suite('tools for agents', () => {
  test('are offered for the open folder, by a server that the editor can start', async () => {
    const [server, ...others] = (await extension().activate()).agentServers();
    assert.equal(others.length, 0);
    const env = Object.fromEntries(Object.entries(server.env).map(([name, value]) => [name, String(value)]));
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StdioClientTransport({ command: server.command, args: server.args, env }));
    try {
      const { tools } = await client.listTools();
      assert.ok(tools.some(({ name }) => name === 'denoise_image'));
    } finally {
      await client.close();
    }
  });
});
