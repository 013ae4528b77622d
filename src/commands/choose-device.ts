import * as vscode from 'vscode';
import type { DeviceInfo } from '../client/contract';
import type { Device } from '../client/device';
import { text } from '../view/text';
import type { Command } from './services';
import { viewFor } from './targets';

interface DeviceItem extends vscode.QuickPickItem {
  readonly device: Device;
}

/** Picks the device of the active view and of views to come; shows why a device is not there. */
export const chooseDevice: Command = async (services, ...args) => {
  const view = viewFor(services, args);
  const config = vscode.workspace.getConfiguration('amsnet');
  const current = view?.session.state.knobs?.device ?? config.get<Device>('device', 'auto');
  const lease = services.engine.acquire();
  try {
    const devices = await lease.request('devices', {});
    const auto = { name: 'auto', available: true, reason: text.device.auto } as const;
    const picked = await vscode.window.showQuickPick(
      [auto, ...devices].map(each => itemOf(each, each.name === current)),
      {
        title: text.device.title,
        matchOnDetail: true,
      },
    );
    if (!picked) return;
    view?.session.change({ device: picked.device });
    await config.update('device', picked.device, vscode.ConfigurationTarget.Global);
  } finally {
    lease.dispose();
  }
};

function itemOf({ name, available, reason }: DeviceInfo, current: boolean): DeviceItem {
  const icon = current ? '$(check)' : available ? '$(chip)' : '$(circle-slash)';
  return {
    device: name,
    label: `${icon} ${name}`,
    ...(available ? {} : { description: text.device.unavailable }),
    ...(reason === undefined ? {} : { detail: reason }),
  };
}
