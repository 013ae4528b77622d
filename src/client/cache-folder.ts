import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the engine has found out about this machine and would only find out again: one file for the editor and the command line. */
export function deviceTimingsFile(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  return join(userCache(env, platform), 'amsnet-denoise', 'device-timings.json');
}

function userCache(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const { LOCALAPPDATA = '', XDG_CACHE_HOME = '' } = env;
  if (platform === 'win32') return LOCALAPPDATA === '' ? join(homedir(), 'AppData', 'Local') : LOCALAPPDATA;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return XDG_CACHE_HOME === '' ? join(homedir(), '.cache') : XDG_CACHE_HOME;
}
