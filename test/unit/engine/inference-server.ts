/** A server of the Open Inference Protocol v2 on this machine that runs ONNX files, as small as the tests need. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { InferenceSession, Tensor } from '../../../src/runtime/onnxruntime';
import { afterAll } from 'vitest';

interface Port {
  readonly name: string;
  readonly shape: number[];
  readonly data?: number[];
  readonly parameters?: { readonly binary_data_size: number };
}

export interface TestServer {
  /** With `{model}` in the place of the name. */
  readonly device: `http${string}`;
  /** Images of each run, and what came with it. */
  readonly runs: { readonly images: number; readonly token: string | undefined }[];
  /** Statuses to answer with before anything is run. */
  readonly refusals: number[];
  /** Most images that there is memory for in one run. */
  readonly memory: { images: number };
  readonly stop: () => void;
}

const sizeHeader = 'inference-header-content-length';

/**
 * @param models ONNX files by the names that they are served under
 * @param certificate of `localhost`, to be spoken to by TLS
 */
export async function serveModels(
  models: Readonly<Record<string, string>>,
  binary = true,
  certificate?: { readonly key: Buffer; readonly cert: Buffer },
): Promise<TestServer> {
  const runs: TestServer['runs'] = [];
  const refusals: number[] = [];
  const memory = { images: Infinity };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const way = (request.url ?? '').split('/');
    const [, version, , name] = way;
    if (version === 'v2' && way.length === 2) {
      response.end(JSON.stringify({ name: 'test', version: '1', extensions: binary ? ['binary_tensor_data'] : [] }));
      return;
    }
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const refusal = refusals.shift() ?? (name in models ? undefined : 404);
    if (refusal !== undefined) {
      response.writeHead(refusal).end(JSON.stringify({ error: `refused ${name}` }));
      return;
    }
    const size = Number(request.headers[sizeHeader] ?? body.length);
    const { inputs, outputs } = JSON.parse(body.toString('utf8', 0, size)) as Record<'inputs' | 'outputs', Port[]>;
    let at = size;
    const feeds = inputs.map(({ name, shape, data, parameters }) => {
      const length = parameters?.binary_data_size ?? 0;
      const numbers = data
        ? Float32Array.from(data)
        : new Float32Array(Uint8Array.from(body.subarray(at, at + length)).buffer);
      at += length;
      return [name, new Tensor('float32', numbers, shape)] as const;
    });
    const [images] = inputs[0].shape;
    if (images > memory.images) {
      response.writeHead(500).end(JSON.stringify({ error: 'CUDA error: out of memory' }));
      return;
    }
    runs.push({ images, token: request.headers.authorization });
    const session = await InferenceSession.create(models[name], { logSeverityLevel: 3 });
    const results = await session.run(
      Object.fromEntries(feeds),
      outputs.map(({ name }) => name),
    );
    await session.release();
    const parts = outputs.map(({ name }) => results[name].data as Float32Array);
    const described = outputs.map(({ name }, i) => ({
      ...{ name, shape: results[name].dims, datatype: 'FP32' },
      ...(binary ? { parameters: { binary_data_size: parts[i].byteLength } } : { data: [...parts[i]] }),
    }));
    const json = Buffer.from(JSON.stringify({ model_name: name, outputs: described }));
    if (binary) response.setHeader(sizeHeader, json.length);
    response.end(binary ? Buffer.concat([json, ...parts.map(part => Buffer.from(part.buffer))]) : json);
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(request, response);
  const server = certificate ? createSecureServer(certificate, listener) : createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  afterAll(stop);
  return {
    device: `${certificate ? 'https://localhost' : 'http://127.0.0.1'}:${(server.address() as AddressInfo).port}/v2/models/{model}`,
    runs,
    refusals,
    memory,
    stop,
  };
}
