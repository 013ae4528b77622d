import { hostsOf, type RemoteDevice } from '../../client/device';
import { AmsnetError, firstLine } from '../../core/errors';
import { Tensor } from '../../runtime/onnxruntime';
import type { Model } from '../models/registry';
import type { Runner, Tensors } from '../models/run-graph';
import type { NetworkTraits } from '../models/traits';
import { outOfMemory } from '../reason';
import { text } from '../text';
import { InferenceServer } from './open-inference';
import { smallRun } from './small-run';

/** How far the result of a server may be from that of this machine. */
const tolerance = 1e-4;

/**
 * The network on servers that the user named. They hold models of their own: whether theirs is this one is seen from a small picture
 * of shades, which is computed here as well.
 *
 * @param local the same network on this machine
 * @returns with the most pixels in one run, which all servers share
 * @throws {Error} if no server can be used
 */
export async function openRemote(
  device: RemoteDevice,
  { name }: Pick<Model, 'name'>,
  traits: NetworkTraits,
  local: Runner,
  token: string | undefined,
): Promise<{ readonly session: Runner; readonly pixelsPerRun: number }> {
  const addresses = device
    .split(',')
    .map(server => server.replaceAll(/\{model\}|%7Bmodel%7D/gi, encodeURIComponent(name)));
  const expected = await smallRun(local, traits);
  const opened = await Promise.allSettled(
    addresses.map(async address => {
      const server = new InferenceServer(address, token);
      const got = await smallRun(new RemoteRunner([server]), traits).catch((error: unknown) => {
        const { cause } = error instanceof AmsnetError ? error : { cause: error };
        throw new Error(text.serverUnusable(server.host, firstLine(cause)), { cause });
      });
      const difference = Math.max(...got.map((value, i) => Math.abs(value - expected[i])));
      if (!(difference <= tolerance)) throw new Error(text.serverDiffers(name, difference.toPrecision(2)));
      return server;
    }),
  );
  const servers = opened.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
  if (servers.length > 0) {
    const each = await Promise.all(servers.map(server => server.pixelsPerRequest()));
    return { session: new RemoteRunner(servers), pixelsPerRun: servers.length * Math.min(...each) };
  }
  const [first] = opened.flatMap(each => (each.status === 'rejected' ? [each.reason as unknown] : []));
  throw first;
}

/** As people are told it: whose pixels went where. */
export function sentTo(device: RemoteDevice): string {
  return text.sentTo([...new Set(hostsOf(device))]);
}

/** A batch is shared out among the servers; what one of them fails at is another one's. */
class RemoteRunner implements Runner {
  private alive: readonly InferenceServer[];

  constructor(servers: readonly InferenceServer[]) {
    this.alive = servers;
  }

  async run(inputs: Tensors, outputs: readonly string[] | Tensors): Promise<Tensors> {
    const into = isList(outputs) ? undefined : outputs;
    const names = isList(outputs) ? outputs : Object.keys(outputs);
    const shares = shared(inputs, this.alive.length);
    const results = await Promise.all(shares.map((share, i) => this.ask(share, names, i)));
    return Object.fromEntries(
      names.map(name => {
        const whole = joined(results.map(result => result[name]));
        if (into) (into[name].data as Float32Array).set(whole.data as Float32Array);
        return [name, into?.[name] ?? whole];
      }),
    );
  }

  private async ask(inputs: Tensors, names: readonly string[], turn: number): Promise<Tensors> {
    for (;;) {
      const servers = this.alive;
      const server = servers[turn % servers.length];
      try {
        return await server.infer(inputs, names);
      } catch (error) {
        // It has room for less: asking for that is up to whoever asks.
        const full = outOfMemory(error);
        if (full) throw full;
        // Another request may have left this one out already.
        const others = this.alive.filter(each => each !== server);
        if (others.length === 0)
          throw new AmsnetError('device/unavailable', ...text.serverFailed(server.host, firstLine(error)), {
            cause: error,
          });
        this.alive = others;
      }
    }
  }
}

function isList(outputs: readonly string[] | Tensors): outputs is readonly string[] {
  return Array.isArray(outputs);
}

/** The images of a batch in up to `count` parts, if all inputs have as many. */
function shared(inputs: Tensors, count: number): Tensors[] {
  const tensors = Object.entries(inputs);
  const images = tensors[0][1].dims[0];
  const parts = Math.min(count, images);
  if (parts < 2 || tensors.some(([, { dims }]) => dims.length < 3 || dims[0] !== images)) return [inputs];
  const start = (part: number) => Math.round((part * images) / parts);
  return Array.from({ length: parts }, (_, part) =>
    Object.fromEntries(tensors.map(([name, tensor]) => [name, slice(tensor, start(part), start(part + 1))])),
  );
}

function slice({ type, data, dims: [images, ...rest] }: Tensor, from: number, to: number): Tensor {
  const each = data.length / images;
  const numbers = (data as Float32Array).subarray(from * each, to * each);
  return new Tensor(type as 'float32', numbers, [to - from, ...rest]);
}

function joined(parts: readonly Tensor[]): Tensor {
  if (parts.length === 1) return parts[0];
  const [{ type, data, dims }] = parts;
  const length = parts.reduce((sum, part) => sum + part.data.length, 0);
  const whole = new (data.constructor as Float32ArrayConstructor)(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part.data as Float32Array, at);
    at += part.data.length;
  }
  return new Tensor(type as 'float32', whole, [parts.reduce((sum, part) => sum + part.dims[0], 0), ...dims.slice(1)]);
}
