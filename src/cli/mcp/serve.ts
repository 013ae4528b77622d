import { basename } from 'node:path';
import { McpServer, type CallToolResult, type ContentBlock } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { version } from '../../../package.json';
import { text as words } from '../../agents/text';
import { agentTools, type AgentTool, type Answer, type Workbench } from '../../agents/tools';
import { toFailure } from '../../batch/record';
import { chatPage, chatPageHtml } from './chat-page';
import { text } from './text';

/** Serves the tools on standard input and output, until the other side closes it or `signal` says so. */
export async function serveTools(workbench: Workbench, signal: AbortSignal): Promise<void> {
  const server = serveStdio(() => serverOf(workbench));
  await new Promise<void>(resolve => {
    signal.addEventListener('abort', () => {
      resolve();
    });
    process.stdin.once('end', resolve).once('close', resolve);
  });
  await server.close();
}

function serverOf(workbench: Workbench): McpServer {
  const server = new McpServer({ name: 'amsnet', version }, { instructions: text.instructions });
  for (const [name, tool] of Object.entries(agentTools)) {
    const { title, description, input, effect, comparesImages } = tool;
    const annotations = { readOnlyHint: effect === undefined, destructiveHint: false, openWorldHint: false };
    const ui = comparesImages ? { _meta: { ui: { resourceUri: chatPage.uri } } } : {};
    const config = { title, description, inputSchema: input, annotations, ...ui };
    server.registerTool(name, config, async (given, { mcpReq }) => {
      const token = mcpReq._meta?.progressToken;
      const onProgress = ({ fraction }: { fraction: number }) => {
        if (token === undefined) return;
        const params = { progressToken: token, progress: fraction, total: 1 };
        // A client that is gone needs none.
        mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
      };
      return resultOf(tool, workbench, given, { signal: mcpReq.signal, onProgress });
    });
  }
  server.registerResource('compare', chatPage.uri, { title: text.chatPage, mimeType: chatPage.mimeType }, async () => ({
    contents: [{ ...chatPage, text: await chatPageHtml() }],
  }));
  return server;
}

async function resultOf(
  tool: AgentTool,
  workbench: Workbench,
  given: unknown,
  call: Parameters<AgentTool['run']>[2],
): Promise<CallToolResult> {
  try {
    return { content: contentOf(await tool.run(workbench, given, call)) };
  } catch (error) {
    const { error: failure } = toFailure('', error);
    return { isError: true, content: [{ type: 'text', text: JSON.stringify({ error: failure }) }] };
  }
}

function contentOf({ record, crops = [] }: Answer): ContentBlock[] {
  const pictures = crops.flatMap(({ path, width, height, x, y, png }): ContentBlock[] => {
    const origin = words.caption(path, width, height, x, y);
    // For the page in the chat; models see the caption.
    const _meta = { 'amsnet/picture': { name: basename(path), origin } };
    return [
      { type: 'text', text: origin },
      { type: 'image', data: Buffer.from(png).toString('base64'), mimeType: 'image/png', _meta },
    ];
  });
  return [{ type: 'text', text: JSON.stringify(record) }, ...pictures];
}
