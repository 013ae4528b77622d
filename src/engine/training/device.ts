import { InferenceSession } from '../../runtime/onnxruntime';
import { type Device, isRemote } from '../../client/device';
import type { TrainingDeviceName } from '../../client/training';
import { firstLine } from '../../core/errors';
import { onCpu, type OpenSession } from '../../train/open-session';
import type { Devices } from '../sessions/devices';
import { providers, sessionOptions } from '../sessions/provider';
import { text } from '../text';

type CreateSession = (model: Uint8Array, options: InferenceSession.SessionOptions) => Promise<InferenceSession>;

/**
 * Where a training runs: on CUDA if that is asked for (`auto` does) and works, else on the CPU. No training
 * step was tried on the other providers.
 */
export class TrainingDevice {
  /** What the user should know, one sentence each. */
  readonly notes: string[] = [];

  private constructor(
    private current: TrainingDeviceName,
    private readonly create: CreateSession,
  ) {}

  static async of(
    requested: Device,
    devices: Pick<Devices, 'unavailable'>,
    create: CreateSession = (model, options) => InferenceSession.create(model, options),
  ): Promise<TrainingDevice> {
    if (requested === 'cpu') return new TrainingDevice('cpu', create);
    if (requested !== 'auto' && requested !== 'cuda') {
      const onlyCpu = new TrainingDevice('cpu', create);
      onlyCpu.notes.push(text.trainingDevice(providers[isRemote(requested) ? 'remote' : requested].title));
      return onlyCpu;
    }
    const reason = await devices.unavailable('cuda');
    const device = new TrainingDevice(reason === undefined ? 'cuda' : 'cpu', create);
    // What `auto` passes over because the machine does not have it is no news.
    if (reason !== undefined && requested === 'cuda')
      device.notes.push(text.deviceNotUsed(providers.cuda.title, reason));
    return device;
  }

  get name(): TrainingDeviceName {
    return this.current;
  }

  /** If CUDA fails here, everything from then on runs on the CPU. */
  readonly open: OpenSession = async model => {
    if (this.current === 'cuda') {
      try {
        return await this.create(model, sessionOptions('cuda'));
      } catch (error) {
        this.current = 'cpu';
        this.notes.push(text.deviceNotUsed(providers.cuda.title, firstLine(error)));
      }
    }
    return onCpu()(model);
  };
}
