import { listSupportedBackends } from '../../runtime/onnxruntime';
import type { DeviceInfo } from '../../client/contract';
import { text } from '../text';
import { providers, type RealDevice } from './provider';
import { tryProvider } from './trial';

/** Which devices work on this machine, found out once per process and only for those somebody asks about. */
export class Devices {
  private readonly trials = new Map<RealDevice, Promise<string | undefined>>();

  constructor(private readonly attempt: (device: RealDevice) => Promise<string | undefined> = tryProvider) {}

  /** @returns why `device` cannot be used, undefined if it can. */
  async unavailable(device: RealDevice): Promise<string | undefined> {
    if (device === 'cpu') return undefined;
    if (!listSupportedBackends().some(({ name }) => name === device)) {
      return text.noProvider(providers[device].title, `${process.platform} ${process.arch}`);
    }
    const trial = this.trials.get(device) ?? this.attempt(device);
    this.trials.set(device, trial);
    return trial;
  }

  async list(): Promise<DeviceInfo[]> {
    const names = Object.keys(providers) as RealDevice[];
    return Promise.all(
      names.map(async name => {
        const reason = await this.unavailable(name);
        return { name, available: reason === undefined, ...(reason === undefined ? {} : { reason }) };
      }),
    );
  }
}
