/**
 * `npm start [-- photo.jpg]`: builds, then opens VS Code with the extension loaded and the Denoise view on a photo, by
 * default on a sample: the desktop's VS Code if there is one, else VS Code in a browser, whose address is printed.
 * Either has a profile of its own, so that nothing of it touches the user's settings.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { cacheDir, root } from '../test/e2e/paths';
import { spawnGroup } from '../test/e2e/processes';
import { quietSettings, startServer } from '../test/e2e/server';

// npm runs scripts in the project's folder; paths are meant from where the user stands.
const photo = path.resolve(
  process.env.INIT_CWD ?? '.',
  process.argv[2] ?? path.join(root, 'samples', 'chelsea_noisy.png'),
);
if (!existsSync(photo)) {
  console.error(`There is no file ${photo}`);
  process.exit(2);
}
const built = spawnSync(
  process.execPath,
  [path.join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'scripts/build.ts'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
if (built.status !== 0) process.exit(1);

/** In this profile alone images open in the Denoise view at once. */
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  engines: { vscode: string };
  contributes: { customEditors: { viewType: string; selector: { filenamePattern: string }[] }[] };
};
const { engines, contributes } = manifest;
const [{ viewType, selector }] = contributes.customEditors;
const settings = {
  'workbench.editorAssociations': Object.fromEntries(
    selector.map(({ filenamePattern }) => [filenamePattern, viewType]),
  ),
};
const desktop = desktopCode();
if (desktop === undefined) await openInBrowser();
else await openOnDesktop(desktop);

async function openInBrowser(): Promise<void> {
  const server = await startServer({
    settings,
    installed: await makeOpener(),
    env: { AMSNET_PHOTO: photo, AMSNET_VIEW: viewType },
  });
  const address = server.address({ folder: path.dirname(photo), extension: root });
  console.log(`\nThe Denoise view on ${photo}:\n\n  ${address}\n`);
  console.log('Open this address in a browser on this machine. Ctrl-C ends it.');
}

/** The folder of the extension that opens the photo. */
async function makeOpener(): Promise<string> {
  const folder = path.join(cacheDir, 'amsnet.opener-0.0.0');
  const entryPoints = { extension: path.join(import.meta.dirname, 'opener.ts') };
  await build({ entryPoints, bundle: true, platform: 'node', external: ['vscode'], outdir: folder });
  const manifest = {
    ...{ name: 'opener', publisher: 'amsnet', version: '0.0.0', engines },
    ...{ main: './extension.js', activationEvents: ['onStartupFinished'], extensionKind: ['workspace'] },
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  return folder;
}

async function openOnDesktop(code: string): Promise<void> {
  const profile = path.join(cacheDir, 'desktop');
  mkdirSync(path.join(profile, 'User'), { recursive: true });
  writeFileSync(
    path.join(profile, 'User', 'settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }, null, 2),
  );
  const args = ['--user-data-dir', profile, '--extensions-dir', path.join(profile, 'extensions')];
  args.push(`--extensionDevelopmentPath=${root}`, '--disable-workspace-trust', '--new-window', '--wait');
  console.log(`Opening VS Code (${code}) with the Denoise view on ${photo}; its window's end is this command's end.`);
  const shell = process.platform === 'win32';
  const child = spawnGroup(
    code,
    [...args, path.dirname(photo), photo].map(arg => (shell ? `"${arg}"` : arg)),
    {
      stdio: 'inherit',
      shell,
    },
  );
  const [status] = (await once(child, 'exit')) as [number | null];
  process.exitCode = status ?? 1;
}

/** The `code` of a desktop. In a terminal of a remote window `code` only forwards to it and can load no extension. */
function desktopCode(): string | undefined {
  const { platform, env } = process;
  if (env.VSCODE_IPC_HOOK_CLI !== undefined) return undefined;
  if (platform === 'linux' && env.DISPLAY === undefined && env.WAYLAND_DISPLAY === undefined) return undefined;
  return (env.PATH ?? '')
    .split(path.delimiter)
    .map(folder => path.join(folder, platform === 'win32' ? 'code.cmd' : 'code'))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
