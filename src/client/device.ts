import * as z from 'zod';

export const deviceNames = ['auto', 'cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;
/** A device of this machine, or `auto`. */
export const LocalDevice = z.enum(deviceNames);
/**
 * Servers of the Open Inference Protocol v2 that run the network, separated by commas:
 * `https://host/v2/models/NAME[/versions/VERSION]`; `{model}` stands for the name of the model that is asked for.
 */
export type RemoteDevice = `http${string}`;
export const Device = z.union([LocalDevice, z.custom<RemoteDevice>(isRemote)]);
export type Device = z.infer<typeof Device>;

export function isRemote(device: unknown): device is RemoteDevice {
  if (typeof device !== 'string') return false;
  const servers = device.split(',');
  return servers.every(server => {
    if (!URL.canParse(server)) return false;
    const { protocol, hostname, pathname, username, search, hash } = new URL(server);
    // What is sent is a picture, and perhaps a token: in the clear on this machine only.
    const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
    const isModel = /\/v2\/models\/[^/]+(\/versions\/[^/]+)?$/.test(pathname);
    return isSafe && isModel && `${username}${search}${hash}` === '';
  });
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** The servers' names, for people. */
export function hostsOf(device: RemoteDevice): string[] {
  return device.split(',').map(server => new URL(server).host);
}
