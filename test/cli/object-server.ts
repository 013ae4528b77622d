/** S3 on the loopback address: `moto` where a Python has it, else as much of the protocol as the command line speaks. */
import { spawn, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

export interface ObjectServer {
  readonly kind: 'moto' | 'own';
  /** What a process needs to speak to it. */
  readonly environment: NodeJS.ProcessEnv;
  put(address: string, content: Uint8Array): Promise<void>;
  get(address: string): Promise<Buffer | undefined>;
  close(): void;
}

/** With one empty bucket, `photos`. */
export async function startObjectServer(): Promise<ObjectServer> {
  const python = process.env.PYTHON ?? 'python3';
  const hasMoto = spawnSync(python, ['-c', 'import moto.server']).status === 0;
  const { url, close } = await (hasMoto ? startMoto(python) : startOwn());
  const at = (address: string) => `${url}/${address.replace('s3://', '')}`;
  // moto wants to know who asks, and believes it.
  const headers = {
    authorization:
      'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x',
  };
  await fetch(`${url}/photos`, { method: 'PUT', headers });
  return {
    kind: hasMoto ? 'moto' : 'own',
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    put: async (address, content) => {
      await fetch(at(address), { method: 'PUT', headers, body: Uint8Array.from(content) });
    },
    get: async address => {
      const response = await fetch(at(address), { headers });
      return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
    },
    close,
  };
}

interface Started {
  readonly url: string;
  readonly close: () => void;
}

async function startMoto(python: string): Promise<Started> {
  const child = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for await (const line of createInterface(child.stderr)) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stderr.resume();
    return { url, close: () => child.kill() };
  }
  throw new Error('moto did not start');
}

/** Of a body that is sent as a stream with its checksum behind it: pieces, each after its length in hexadecimal digits. */
function unchunked(sent: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; ;) {
    const end = sent.indexOf('\r\n', at);
    const length = Number.parseInt(sent.toString('latin1', at, end), 16);
    if (!(length > 0)) return Buffer.concat(pieces);
    pieces.push(sent.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}

async function startOwn(): Promise<Started> {
  const objects = new Map<string, Buffer>();
  const failure = (code: string) => `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const path = decodeURIComponent(pathname);
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const answer = (status: number, body: string | Buffer = '') =>
        response.writeHead(status, { 'last-modified': new Date(0).toUTCString() }).end(body);
      const object = objects.get(path);
      if (!path.startsWith('/photos')) return answer(404, failure('NoSuchBucket'));
      if (request.method === 'PUT') {
        if (object && request.headers['if-none-match'] === '*') return answer(412, failure('PreconditionFailed'));
        const sent = Buffer.concat(pieces);
        const isChunked = request.headers['content-encoding']?.includes('aws-chunked') === true;
        objects.set(path, isChunked ? unchunked(sent) : sent);
        return answer(200);
      }
      if (searchParams.has('list-type')) {
        const prefix = `/photos/${searchParams.get('prefix') ?? ''}`;
        const keys = [...objects.keys()].filter(key => key.startsWith(prefix)).map(key => key.slice('/photos/'.length));
        const contents = keys.map(key => `<Contents><Key>${key}</Key></Contents>`).join('');
        return answer(200, `<ListBucketResult>${contents}</ListBucketResult>`);
      }
      return object ? answer(200, object) : answer(404, failure('NoSuchKey'));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
