/** Servers as devices: those that the user's own settings name, which no workspace can, and the token that they want. */
import * as vscode from 'vscode';
import { Device, isRemote } from '../client/device';

const tokenKey = 'amsnet.token';

/** The setting; a value that makes no sense counts as `auto`. */
export function configuredDevice(): Device {
  const parsed = Device.safeParse(vscode.workspace.getConfiguration('amsnet').get('device'));
  return parsed.success ? parsed.data : 'auto';
}

/** The only servers that an engine may ask. */
export function configuredServers(): readonly string[] {
  const device = configuredDevice();
  return isRemote(device) ? [device] : [];
}

export function readToken({ secrets }: vscode.ExtensionContext): PromiseLike<string | undefined> {
  return secrets.get(tokenKey);
}

/** Keeps the token where the system keeps secrets; none if it is empty. */
export async function storeToken({ secrets }: vscode.ExtensionContext, token: string): Promise<void> {
  if (token === '') await secrets.delete(tokenKey);
  else await secrets.store(tokenKey, token);
}
