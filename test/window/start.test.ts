import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { openPage } from '../e2e/browser';
import { root } from '../e2e/paths';
import { processTable } from '../e2e/process-table';
import { endGroup, spawnGroup } from '../e2e/processes';
import { denoiseView } from './denoise-window';

const tsx = path.join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
let child: ChildProcess | undefined;

/** `npm start -- photo` as a user stands in the photo's folder, on a machine without a desktop unless `env` says otherwise. */
function start(photo: string, env: Readonly<Record<string, string>>): ChildProcess {
  const desktop = ['VSCODE_IPC_HOOK_CLI', 'DISPLAY', 'WAYLAND_DISPLAY'];
  const rest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !desktop.includes(name)));
  child = spawnGroup(process.execPath, [tsx, 'scripts/start.ts', photo], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...rest, INIT_CWD: inject('workspace'), ...env },
  });
  return child;
}

/** The first line that `pattern` matches. */
async function lineOf({ stdout }: ChildProcess, pattern: RegExp): Promise<string> {
  if (!stdout) throw new Error('no output');
  for await (const line of createInterface(stdout)) {
    const found = pattern.exec(line);
    if (found) return found[0];
  }
  throw new Error(`no line like ${String(pattern)}`);
}

afterEach(async () => {
  if (child) await endGroup(child);
});

describe('npm start', () => {
  it('serves VS Code with the Denoise view on the photo, and leaves nothing behind after Ctrl-C', async () => {
    const running = start('alone.png', {});
    const address = await lineOf(running, /http:\/\/127\.0\.0\.1:\S+/);
    const { browser, page } = await openPage();
    try {
      await page.goto(address);
      await denoiseView(page).getByRole('img', { name: 'Noisy' }).waitFor();
      expect(await page.locator('.tab.active').getAttribute('aria-label')).toContain('alone.png');
    } finally {
      await browser.close();
    }
    const servers = processTable().filter(({ command }) => command.includes(new URL(address).port));
    running.kill('SIGINT');
    await once(running, 'exit');
    await expect(fetch(address)).rejects.toThrow();
    const left = processTable().map(({ pid }) => pid);
    expect(servers.filter(({ pid }) => left.includes(pid))).toEqual([]);
  });

  it('opens the desktop VS Code where there is one', async () => {
    const bin = mkdtempSync(path.join(tmpdir(), 'amsnet-bin-'));
    // It notes what it was called with, one argument a line.
    const called = path.join(bin, 'called');
    writeFileSync(path.join(bin, 'code'), `#!/bin/sh\nprintf '%s\\n' "$@" > '${called}'\n`, { mode: 0o755 });
    const running = start('alone.png', { PATH: `${bin}:${process.env.PATH ?? ''}`, DISPLAY: ':0' });
    const [code] = (await once(running, 'exit')) as [number];
    expect(code).toBe(0);
    const args = readFileSync(called, 'utf8').trim().split('\n');
    expect(args).toContain(`--extensionDevelopmentPath=${root}`);
    expect(args.at(-1)).toBe(path.join(inject('workspace'), 'alone.png'));
    const profile = args[args.indexOf('--user-data-dir') + 1];
    const settings = JSON.parse(readFileSync(path.join(profile, 'User', 'settings.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(Object.values(settings['workbench.editorAssociations'] as object)).toContain('amsnet.denoise');
    rmSync(bin, { recursive: true });
  });
});
