import * as vscode from 'vscode';
import type { DeviceInfo } from '../client/contract';
import { type Device, isRemote } from '../client/device';
import { configuredDevice } from '../view/remote';
import { text } from '../view/text';
import type { Command, Services } from './services';
import { viewFor } from './targets';

interface DeviceItem extends vscode.QuickPickItem {
  /** Nothing where it has to be asked for first. */
  readonly device?: Device;
  readonly then?: 'installCuda' | 'nameServer';
}

/** Picks the device of the active view and of views to come; shows what there is by name, and why the rest is not there. */
export const chooseDevice: Command = async (services, ...args) => {
  const view = viewFor(services, args);
  const current = view?.session.state.knobs?.device ?? configuredDevice();
  const devices = await services.engine.asNeeded.request('devices', {});
  const auto: DeviceInfo = { name: 'auto', available: true, hardware: [text.device.auto] };
  const items = [auto, ...devices].map(each => itemOf(each, each.name === current));
  // Where the driver is missing, that is the reason shown, and the libraries would not help.
  if (devices.some(({ name, missing }) => name === 'cuda' && missing === 'library'))
    items.push({ label: `$(cloud-download) ${text.cuda.installFrom}`, then: 'installCuda' });
  const detail = isRemote(current) ? current : text.device.serverDetail;
  items.push({
    label: `${isRemote(current) ? '$(check)' : '$(server)'} ${text.device.server}`,
    detail,
    then: 'nameServer',
  });
  const picked = await vscode.window.showQuickPick(items, { title: text.device.title, matchOnDetail: true });
  if (picked?.then === 'installCuda') {
    await vscode.commands.executeCommand('amsnet.installCuda');
    return;
  }
  const device = picked?.then === 'nameServer' ? await nameServer(services, current) : picked?.device;
  if (device === undefined) return;
  const config = vscode.workspace.getConfiguration('amsnet');
  await config.update('device', device, vscode.ConfigurationTarget.Global);
  // An engine asks the servers that it was started with.
  if (isRemote(device) || isRemote(current)) services.engine.renew();
  view?.session.change({ device });
};

/** @returns undefined if it was given up */
async function nameServer({ storeToken }: Services, current: Device): Promise<Device | undefined> {
  const words = text.device;
  const address = await vscode.window.showInputBox({
    title: words.server,
    prompt: words.serverPrompt,
    value: isRemote(current) ? current : '',
    placeHolder: 'https://host/v2/models/{model}',
    ignoreFocusOut: true,
    validateInput: typed => (isRemote(typed.trim()) ? undefined : words.serverInvalid),
  });
  const device = address?.trim();
  if (!isRemote(device)) return undefined;
  const token = await vscode.window.showInputBox({
    title: words.server,
    prompt: words.tokenPrompt,
    password: true,
    ignoreFocusOut: true,
  });
  if (token === undefined) return undefined;
  await storeToken(token);
  return device;
}

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
