import { LRUCache } from 'lru-cache';
import { InferenceSession } from '../../runtime/onnxruntime';
import { type Device, isRemote, type RemoteDevice } from '../../client/device';
import { AmsnetError, firstLine } from '../../core/errors';
import type { Model } from '../models/registry';
import { probeTraits } from '../models/probe';
import type { Runner } from '../models/run-graph';
import { readSignatures } from '../models/signature';
import type { NetworkTraits } from '../models/traits';
import { outOfMemory, reasonOf } from '../reason';
import { text } from '../text';
import type { Devices } from './devices';
import { cpuWins, type DeviceTiming, timeOnBoth } from './device-timing';
import { openInMemory, openSession } from './open-session';
import { withPlainPasses } from './plain-passes';
import { smallRun } from './small-run';
import { autoOrder, type Place, providers, type RealDevice } from './provider';
import type { RememberedTimings } from './remembered-timings';
import { openRemote, sentTo } from './remote-session';

/** A network ready to run, and how it came to run where it does. */
export interface LoadedNetwork {
  readonly session: Runner;
  readonly traits: NetworkTraits;
  readonly device: Place;
  readonly provider: string;
  /** Most pixels in one run; a larger single image still goes as one. */
  readonly pixelsPerRun: number;
  readonly notes: readonly string[];
}

type OpenNetwork = Pick<LoadedNetwork, 'session' | 'notes'> & Partial<Pick<LoadedNetwork, 'pixelsPerRun'>>;

/** Servers of a network, which are asked only where the user named them. */
export interface Servers {
  /** Those that the user named, as devices; any that a request names, unless said. */
  readonly named?: readonly string[];
  readonly token?: () => Promise<string | undefined>;
}

interface How {
  /** How many networks stay loaded. */
  readonly limit: number;
  /** Whoever has none times devices anew. */
  readonly timings?: RememberedTimings | undefined;
  /** A test of devices that a machine does not have brings its own. */
  readonly open: (model: Model, device: RealDevice, traits: NetworkTraits) => Promise<OpenNetwork>;
  readonly now: () => number;
}

/** Loaded networks by model and device; the least recently used ones are let go. */
export class Sessions {
  /** Whoever still runs a network that is let go holds it; its memory is freed with the last reference. */
  private readonly sessions: LRUCache<string, Promise<OpenNetwork>>;
  private readonly traits = new Map<string, Promise<NetworkTraits>>();
  /** Of each model and accelerator, asked for once. */
  private readonly timings = new Map<string, Promise<DeviceTiming>>();

  private readonly how: How;

  /** @param servers that may be asked */
  constructor(
    private readonly devices: Devices,
    private readonly servers: Servers = {},
    how: Partial<How> = {},
  ) {
    this.how = { limit: 3, open, now: () => performance.now(), ...how };
    this.sessions = new LRUCache({ max: this.how.limit });
  }

  /** @throws {AmsnetError} model/unreadable or model/incompatible */
  async load(model: Model, requested: Device): Promise<LoadedNetwork> {
    const traits = await this.traitsOf(model);
    const notes: string[] = [];
    if (isRemote(requested)) {
      const remote = await this.remote(model, requested, traits);
      if (typeof remote !== 'string') return remote;
      notes.push(remote);
    }
    for (const device of candidates(requested)) {
      const { title, provider, pixelsPerRun } = providers[device];
      const reason = await this.devices.unavailable(device);
      if (reason !== undefined) {
        // What `auto` passes over because the machine does not have it is no news.
        if (requested !== 'auto') notes.push(text.deviceNotUsed(title, reason));
        continue;
      }
      try {
        const { session, notes: own } = await this.session(model, device, traits);
        const timing =
          requested === 'auto' && device !== 'cpu' ? await this.timing(model, device, session, traits) : null;
        if (timing && cpuWins(timing)) {
          notes.push(text.cpuIsFaster(title, timing.accelerator, timing.cpu));
          continue;
        }
        return { session, traits, device, provider, pixelsPerRun, notes: [...notes, ...own] };
      } catch (error) {
        if (device === 'cpu') throw unreadable(model, error);
        notes.push(text.deviceNotUsed(title, reasonOf(error)));
      }
    }
    throw new AmsnetError('device/unavailable', text.noDevice(model.name));
  }

  /** @returns why it is not used, if it is not: servers come back, so that is not remembered */
  private async remote(model: Model, device: RemoteDevice, traits: NetworkTraits): Promise<LoadedNetwork | string> {
    const { title, provider, pixelsPerRun } = providers.remote;
    const { named, token = () => Promise.resolve(undefined) } = this.servers;
    if (named && !named.includes(device)) return text.deviceNotUsed(title, text.serverNotNamed);
    const key = `${device}|${model.key}`;
    const open = async (): Promise<OpenNetwork> => {
      const { session } = await this.session(model, 'cpu', traits);
      return { ...(await openRemote(device, model, traits, session, await token())), notes: [sentTo(device)] };
    };
    const opened = this.sessions.get(key) ?? open();
    this.sessions.set(key, opened);
    try {
      return { pixelsPerRun, ...(await opened), traits, device: 'remote', provider };
    } catch (error) {
      this.sessions.delete(key);
      return text.deviceNotUsed(title, firstLine(error));
    }
  }

  /** Failures are remembered too: a network that a device cannot run would only fail again, at the user's expense. */
  private session(model: Model, device: RealDevice, traits: NetworkTraits): Promise<OpenNetwork> {
    const key = `${device}|${model.key}`;
    const session = this.sessions.get(key) ?? this.how.open(model, device, traits);
    this.sessions.set(key, session);
    session.catch((error: unknown) => {
      // There may be room for it later.
      if (outOfMemory(error)) this.sessions.delete(key);
    });
    return session;
  }

  /** Which is faster for a model, timed once: small networks are over before an accelerator has got their pixels. */
  private async timing(
    model: Model,
    device: RealDevice,
    accelerator: Runner,
    traits: NetworkTraits,
  ): Promise<DeviceTiming> {
    const key = `${device}|${model.key}`;
    const take = async () => {
      const { session } = await this.session(model, 'cpu', traits);
      return timeOnBoth(session, accelerator, traits, this.how.now);
    };
    const timing = this.timings.get(key) ?? this.how.timings?.of(model, device, take) ?? take();
    this.timings.set(key, timing);
    return timing;
  }

  /** What a model is, measured once if its card does not say. */
  async traitsOf(model: Model): Promise<NetworkTraits> {
    const measured = this.traits.get(model.key) ?? this.readTraits(model);
    this.traits.set(model.key, measured);
    measured.catch(() => this.traits.delete(model.key));
    return measured;
  }

  private async readTraits({ path, card, name }: Model): Promise<NetworkTraits> {
    let session: InferenceSession;
    try {
      // Attempts that fail are part of measuring a network: they are not worth a line in the log.
      session = await InferenceSession.create(path, { graphOptimizationLevel: 'all', logSeverityLevel: 4 });
    } catch (error) {
      throw unreadable({ name }, error);
    }
    try {
      return await probeTraits(session, readSignatures(session, name, card), card);
    } finally {
      await session.release();
    }
  }
}

async function open({ path }: Model, device: RealDevice, traits: NetworkTraits): Promise<OpenNetwork> {
  // The first run allocates memory, chooses kernels and shows whether the network runs at all.
  const { session, notes } = await openSession(path, device, opened => smallRun(opened, traits));
  return { session: device === 'cpu' ? withPlainPasses(session, path, traits, openInMemory) : session, notes };
}

function candidates(device: Device): readonly RealDevice[] {
  if (device === 'auto') return autoOrder;
  return device === 'cpu' || isRemote(device) ? ['cpu'] : [device, 'cpu'];
}

function unreadable({ name }: Pick<Model, 'name'>, error: unknown): AmsnetError {
  const full = outOfMemory(error);
  if (full) return full;
  const why = reasonOf(error);
  const cause = { cause: error };
  if (/external data/i.test(why)) {
    return new AmsnetError('model/unreadable', ...text.weightsUnreadable(name, why), cause);
  }
  return new AmsnetError('model/unreadable', ...text.modelUnreadable(name, why), cause);
}
