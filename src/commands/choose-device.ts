import * as vscode from 'vscode';
import type { DeviceInfo } from '../client/contract';
import type { Device } from '../client/device';
import { text } from '../view/text';
import type { Command } from './services';
import { viewFor } from './targets';

interface DeviceItem extends vscode.QuickPickItem {
  /** Nothing where the item leads elsewhere. */
  readonly device?: Device;
}

/** Picks the device of the active view and of views to come; shows what there is by name, and why the rest is not there. */
export const chooseDevice: Command = async (services, ...args) => {
  const view = viewFor(services, args);
  const config = vscode.workspace.getConfiguration('amsnet');
  const current = view?.session.state.knobs?.device ?? config.get<Device>('device', 'auto');
  const devices = await services.engine.asNeeded.request('devices', {});
  const auto: DeviceInfo = { name: 'auto', available: true, hardware: [text.device.auto] };
  const items = [auto, ...devices].map(each => itemOf(each, each.name === current));
  // Where the driver is missing, that is the reason shown, and the libraries would not help.
  if (devices.some(({ name, missing }) => name === 'cuda' && missing === 'library'))
    items.push({ label: `$(cloud-download) ${text.cuda.installFrom}` });
  const picked = await vscode.window.showQuickPick(items, { title: text.device.title, matchOnDetail: true });
  if (!picked) return;
  if (picked.device === undefined) {
    await vscode.commands.executeCommand('amsnet.installCuda');
    return;
  }
  view?.session.change({ device: picked.device });
  await config.update('device', picked.device, vscode.ConfigurationTarget.Global);
};

function itemOf({ name, available, hardware = [], reason }: DeviceInfo, current: boolean): DeviceItem {
  const icon = current ? '$(check)' : available ? '$(chip)' : '$(circle-slash)';
  const detail = [...hardware, ...(reason === undefined ? [] : [reason])].join('; ');
  return {
    device: name,
    label: `${icon} ${name}`,
    ...(available ? {} : { description: text.device.unavailable }),
    ...(detail === '' ? {} : { detail }),
  };
}
