/** One server of the Open Inference Protocol v2 (Triton, KServe, OpenVINO Model Server, MLServer), with its binary extension. */
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { Tensor } from '../../runtime/onnxruntime';
import type { Tensors } from '../models/run-graph';
import { text } from '../text';
import { providers } from './provider';

/** A run may take long, and a server may be busy with others. */
const patienceMs = 300_000;
const pausesMs = [300, 1500];
const busy = new Set([429, 502, 503, 504]);
const sizeHeader = 'inference-header-content-length';

const datatypes = { float32: 'FP32', float64: 'FP64', float16: 'FP16', uint8: 'UINT8', uint16: 'UINT16' } as const;
type Type = keyof typeof datatypes;

const About = z.object({ extensions: z.array(z.string()).optional() });
const Failure = z.object({ error: z.string() });
const Inferred = z.object({
  outputs: z.array(
    z.object({
      name: z.string(),
      shape: z.array(z.int().min(0)),
      datatype: z.string(),
      data: z.array(z.unknown()).optional(),
      parameters: z.object({ binary_data_size: z.int().optional() }).optional(),
    }),
  ),
});
type Output = z.infer<typeof Inferred>['outputs'][number];

export class InferenceServer {
  private binary: Promise<boolean> | undefined;

  /** @param address of the model: `https://host/v2/models/NAME` */
  constructor(
    readonly address: string,
    private readonly token: string | undefined,
  ) {}

  get host(): string {
    return new URL(this.address).host;
  }

  /**
   * Runs the model once, and again where the server is busy or out of reach for a moment.
   * @throws {Error} with the server's own words
   */
  async infer(inputs: Tensors, outputs: readonly string[]): Promise<Tensors> {
    const isBinary = await this.isBinary();
    const { body, headers } = requestOf(inputs, outputs, isBinary);
    const response = await this.asked(`${this.address}/infer`, { method: 'POST', body, headers });
    return resultOf(Buffer.from(await response.arrayBuffer()), response.headers.get(sizeHeader), outputs);
  }

  /** Most pixels in one request; as JSON, in which a number takes five times as many bytes, fewer. */
  async pixelsPerRequest(): Promise<number> {
    const { pixelsPerRun } = providers.remote;
    return (await this.isBinary()) ? pixelsPerRun : pixelsPerRun / 4;
  }

  private isBinary(): Promise<boolean> {
    return (this.binary ??= this.takesBinary());
  }

  private async takesBinary(): Promise<boolean> {
    const response = await this.asked(this.address.replace(/\/models\/.*$/, ''), {});
    const about = About.safeParse(await response.json());
    return about.data?.extensions?.some(name => name.startsWith('binary_tensor_data')) === true;
  }

  private async asked(address: string, request: Request): Promise<Response> {
    const headers = { ...request.headers, ...(this.token && { authorization: `Bearer ${this.token}` }) };
    for (let attempt = 0; ; attempt++) {
      const last = attempt === pausesMs.length;
      try {
        const signal = AbortSignal.timeout(patienceMs);
        // Picture and token go where the user said, and nowhere else.
        const response = await fetch(address, { ...request, headers, signal, redirect: 'error' });
        if (response.ok) return response;
        if (last || !busy.has(response.status)) throw new Refusal(await reasonOf(response));
        await response.body?.cancel();
      } catch (error) {
        if (error instanceof Refusal) throw error;
        const distrust = distrustOf(error);
        if (distrust !== undefined) throw new Refusal(text.serverNotTrusted(distrust));
        if (last) throw new Error(causeOf(error));
      }
      await pause(pausesMs[attempt]);
    }
  }
}

/** What is sent besides the token. */
interface Request {
  readonly method?: 'POST';
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What asking again would not change. */
class Refusal extends Error {}

async function reasonOf(response: Response): Promise<string> {
  const words = await response.text();
  try {
    const failure = Failure.safeParse(JSON.parse(words));
    if (failure.success) return text.serverSaid(response.status, failure.data.error.split('\n')[0]);
  } catch {
    // No JSON: the status says enough.
  }
  return text.serverSaid(response.status, response.statusText);
}

/** What is wrong with the certificate, if that is it: no other attempt would help. */
function distrustOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error) || !('code' in cause)) return undefined;
  const isDistrust = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH/.test(String(cause.code));
  return isDistrust ? cause.message.split('\n')[0] : undefined;
}

/** What fetch hides: it says "fetch failed". */
function causeOf(error: unknown): string {
  const { cause, message } = error instanceof Error ? error : new Error(String(error));
  if (!(cause instanceof Error)) return message;
  return cause.message === '' && 'code' in cause ? String(cause.code) : cause.message;
}

function requestOf(inputs: Tensors, outputs: readonly string[], isBinary: boolean) {
  const parts: Uint8Array[] = [];
  const described = Object.entries(inputs).map(([name, tensor]) => {
    const head = { name, shape: tensor.dims, datatype: datatypes[tensor.type as Type] };
    if (!isBinary) return { ...head, data: Array.from(tensor.data as Float32Array) };
    const { buffer, byteOffset, byteLength } = tensor.data as Float32Array;
    parts.push(new Uint8Array(buffer, byteOffset, byteLength));
    return { ...head, parameters: { binary_data_size: byteLength } };
  });
  const wanted = outputs.map(name => ({ name, ...(isBinary && { parameters: { binary_data: true } }) }));
  const json = Buffer.from(JSON.stringify({ inputs: described, outputs: wanted }));
  if (!isBinary) return { body: json, headers: { 'content-type': 'application/json' } };
  return {
    body: Buffer.concat([json, ...parts]),
    headers: { 'content-type': 'application/octet-stream', [sizeHeader]: String(json.length) },
  };
}

/** @param jsonSize bytes of the answer that are JSON; what follows are the outputs' numbers */
function resultOf(body: Buffer, jsonSize: string | null, wanted: readonly string[]): Tensors {
  const size = jsonSize === null ? body.length : Number(jsonSize);
  const { outputs } = Inferred.parse(JSON.parse(body.toString('utf8', 0, size)));
  let at = size;
  const tensors: Record<string, Tensor> = {};
  for (const output of outputs) {
    const bytes = output.parameters?.binary_data_size;
    tensors[output.name] = tensorOf(output, bytes === undefined ? undefined : body.subarray(at, at + bytes));
    at += bytes ?? 0;
  }
  const missing = wanted.find(name => !(name in tensors));
  if (missing !== undefined) throw new Error(text.noServerOutput(missing));
  return tensors;
}

function tensorOf({ name, shape, datatype, data }: Output, bytes: Uint8Array | undefined): Tensor {
  const type = (Object.keys(datatypes) as Type[]).find(each => datatypes[each] === datatype);
  if (type === undefined) throw new Error(text.serverDatatype(name, datatype));
  const arrays = {
    float32: Float32Array,
    float64: Float64Array,
    float16: Uint16Array,
    uint8: Uint8Array,
    uint16: Uint16Array,
  };
  const Numbers = arrays[type];
  // A part of a larger buffer need not begin where its numbers may.
  const numbers = bytes
    ? new Numbers(Uint8Array.from(bytes).buffer)
    : Numbers.from((data ?? []).flat(Infinity) as number[]);
  return new Tensor(type as 'float32', numbers as Float32Array, shape);
}
