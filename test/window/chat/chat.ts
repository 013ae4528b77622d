/** A chat as the protocol's own library makes one, in the test's page: shows one answer of a tool in the page of the server. */
import { AppBridge, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';

/** What a chat lets its pages do unless they ask for more. */
const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

async function show(html: string, answer: Parameters<AppBridge['sendToolResult']>[0]): Promise<void> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.style.width = '700px';
  frame.srcdoc = html.replace('<head>', `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`);
  const bridge = new AppBridge(null, { name: 'chat', version: '1' }, {}, { hostContext: { theme: 'dark' } });
  bridge.addEventListener('sizechange', ({ height }) => {
    frame.style.height = `${height ?? 0}px`;
  });
  bridge.addEventListener('initialized', () => {
    void bridge.sendToolInput({ arguments: {} }).then(() => bridge.sendToolResult(answer));
  });
  document.body.append(frame);
  if (!frame.contentWindow) throw new Error('no frame');
  await bridge.connect(new PostMessageTransport(frame.contentWindow, frame.contentWindow));
}

Object.assign(globalThis, { show });
