/**
 * A real VS Code server with its browser workbench and a throw-away profile.
 *
 * The server is started by its own server-main.js, not by code-server's wrapper: only that knows
 * `--enable-smoke-test-driver`, without which a built VS Code ignores the address's `payload` (the extension under
 * development, the tests), and `--port 0`, which picks a free port.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installVscode, type VsCode } from './install';
import { endGroup, spawnGroup } from './processes';

/** A window with nothing in it but the editor: no welcome page, no look-ups, no second side bar. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/** Nothing is trusted, and nobody is asked. */
const restrictedSettings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

export interface ServerOptions {
  /** Settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether the workspace is one that the user has not trusted. */
  readonly restricted?: boolean;
  /** A packaged extension to install first. */
  readonly vsix?: string;
  /** Folder of an unpacked extension to be there from the start. */
  readonly installed?: string;
  /** Environment of the server, which the extension host inherits. */
  readonly env?: Readonly<Record<string, string>>;
  /** File for what the server prints. */
  readonly log?: string;
}

export interface WindowOptions {
  /** Folder that the window opens. */
  readonly folder: string;
  /** Source folder of an extension to load. */
  readonly extension?: string;
  /** Module whose `run()` the extension host calls. */
  readonly tests?: string;
}

export interface Server {
  readonly port: number;
  /** Address of a window. */
  address(options: WindowOptions): string;
  /** Ends the server with all that it started and deletes the profile. */
  stop(): Promise<void>;
}

/** `profile/data/User/settings.json` and `profile/extensions` are where the server looks. */
function makeProfile(settings: Readonly<Record<string, unknown>>): string {
  const profile = mkdtempSync(path.join(tmpdir(), 'amsnet-vscode-'));
  mkdirSync(path.join(profile, 'data', 'User'), { recursive: true });
  mkdirSync(path.join(profile, 'extensions'));
  writeFileSync(
    path.join(profile, 'data', 'User', 'settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }, null, 2),
  );
  return profile;
}

function installVsix(vscode: VsCode, profile: string, vsix: string): void {
  const args = [
    vscode.server,
    '--accept-server-license-terms',
    '--server-data-dir',
    profile,
    '--install-extension',
    vsix,
  ];
  const ran = spawnSync(vscode.node, args, { encoding: 'utf8' });
  if (ran.status !== 0 || !ran.stdout.includes('successfully installed')) {
    throw new Error(`${vsix} was not installed (${ran.status ?? 'no exit code'}):\n${ran.stdout}\n${ran.stderr}`);
  }
}

export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const vscode = installVscode();
  const trust = options.restricted === true ? restrictedSettings : { 'security.workspace.trust.enabled': false };
  const profile = makeProfile({ ...trust, ...options.settings });
  // However this process ends, its profile does not stay behind.
  const forget = () => {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', forget);
  if (options.installed !== undefined)
    cpSync(options.installed, path.join(profile, 'extensions', path.basename(options.installed)), { recursive: true });
  if (options.vsix !== undefined) installVsix(vscode, profile, options.vsix);

  const args = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'];
  args.push('--server-data-dir', profile, '--enable-smoke-test-driver', '--telemetry-level', 'off');
  if (options.restricted !== true) args.push('--disable-workspace-trust');
  const child = spawnGroup(vscode.node, [vscode.server, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // EXTENSIONS_GALLERY: no look-ups in a marketplace. TMPDIR: VS Code leaves its sockets behind. English on any machine.
    env: { ...process.env, EXTENSIONS_GALLERY: '{}', TMPDIR: profile, AMSNET_LANGUAGE: 'en', ...options.env },
  });
  const log = options.log === undefined ? undefined : createWriteStream(options.log);
  const port = await new Promise<number>((resolve, reject) => {
    let printed = '';
    const fail = (why: string) => {
      reject(new Error(`VS Code's server ${why}:\n${printed}`));
    };
    const see = (data: Buffer) => {
      log?.write(data);
      if (printed.length > 100_000) return;
      printed += data.toString();
      const listening = /Extension host agent listening on (\d+)/.exec(printed);
      if (listening) resolve(Number(listening[1]));
    };
    child.stdout?.on('data', see);
    child.stderr?.on('data', see);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      fail(`ended early (${signal ?? code ?? 'no exit code'})`);
    });
    setTimeout(fail, 60_000, 'did not start within a minute').unref();
  });

  const remote = (file: string) => `vscode-remote://127.0.0.1:${port}${encodeURI(file)}`;
  return {
    port,
    address({ folder, extension, tests }) {
      const payload = [['skipWelcome', 'true']];
      if (extension !== undefined) payload.push(['extensionDevelopmentPath', remote(extension)]);
      if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
      const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
      return `http://127.0.0.1:${port}/?${query.toString().replaceAll('+', '%20')}`;
    },
    async stop() {
      await endGroup(child);
      log?.end();
      process.removeListener('exit', forget);
      forget();
    },
  };
}
