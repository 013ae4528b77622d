import { listSupportedBackends } from '../../runtime/onnxruntime';
import type { DeviceInfo } from '../../client/contract';
import { text } from '../text';
import { hardwareOf } from './hardware';
import { type Place, providers, type RealDevice } from './provider';
import { tryProvider, type Unavailable } from './trial';

/** Which devices work on this machine, found out once per process and only for those somebody asks about. */
export class Devices {
  private readonly trials = new Map<RealDevice, Promise<Unavailable | undefined>>();

  constructor(private readonly attempt: (device: RealDevice) => Promise<Unavailable | undefined> = tryProvider) {}

  /** @returns why `device` cannot be used, undefined if it can. */
  async unavailable(device: RealDevice): Promise<string | undefined> {
    return (await this.obstacle(device))?.reason;
  }

  async list(): Promise<DeviceInfo[]> {
    const names = (Object.keys(providers) as Place[]).filter(name => name !== 'remote');
    return Promise.all(
      names.map(async name => {
        const obstacle = await this.obstacle(name);
        const hardware = obstacle?.missing === 'driver' ? [] : await hardwareOf(name);
        return { name, available: !obstacle, ...(hardware.length > 0 && { hardware }), ...obstacle };
      }),
    );
  }

  private async obstacle(device: RealDevice): Promise<Unavailable | undefined> {
    if (device === 'cpu') return undefined;
    if (!listSupportedBackends().some(({ name }) => name === device)) {
      const reason = text.noProvider(providers[device].title, `${process.platform} ${process.arch}`);
      return { reason, missing: 'provider' };
    }
    const trial = this.trials.get(device) ?? this.attempt(device);
    this.trials.set(device, trial);
    return trial;
  }
}
