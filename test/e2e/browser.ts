/** A headless Chromium that can reach nothing but this machine: an installed one, else the one of an npm package. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { cacheDir } from './paths';

interface Program {
  readonly executablePath: string;
  readonly env: NodeJS.ProcessEnv;
}

export async function openPage(size = { width: 1280, height: 800 }): Promise<{ browser: Browser; page: Page }> {
  const { executablePath, env } = await chromiumProgram();
  const browser = await chromium.launch({
    executablePath,
    env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' });
  await context.route(
    url => !['127.0.0.1', 'localhost'].includes(url.hostname) && /^https?:$/.test(url.protocol),
    route => route.abort(),
  );
  return { browser, page: await context.newPage() };
}

async function chromiumProgram(): Promise<Program> {
  const candidates = [
    process.env.E2E_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    chromium.executablePath(),
  ];
  const installed = candidates.find(file => file !== undefined && file !== '' && existsSync(file));
  if (installed !== undefined) return { executablePath: installed, env: process.env };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No Chromium found: install one with "npx playwright-core install chromium" or name it in E2E_CHROMIUM',
    );
  }
  return packagedChromium();
}

/**
 * Unpacks the build made for serverless machines, with the libraries (NSS, NSPR, expat) and the font that a bare system
 * lacks. The package itself would unpack into the shared temporary folder and take a half-written file for a whole one.
 */
export async function unpackChromium(): Promise<string> {
  const packageFolder = path.join(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const folder = path.join(cacheDir, `chromium-${version}`);
  if (!existsSync(folder)) {
    const { default: packaged, inflate } = await import('@sparticuz/chromium');
    const unpacking = `${folder}.${process.pid}`;
    const { TMPDIR } = process.env;
    rmSync(unpacking, { recursive: true, force: true });
    mkdirSync(unpacking, { recursive: true });
    try {
      process.env.TMPDIR = unpacking;
      await packaged.executablePath();
      await inflate(path.join(packageFolder, 'bin', 'al2023.tar.br'));
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    }
    writeFileSync(path.join(unpacking, 'fonts', 'fonts.conf'), fontSettings(path.join(folder, 'fonts')));
    try {
      renameSync(unpacking, folder);
    } catch (error) {
      // Another process was faster.
      if (!existsSync(folder)) throw error;
      rmSync(unpacking, { recursive: true, force: true });
    }
  }
  return folder;
}

async function packagedChromium(): Promise<Program> {
  const folder = await unpackChromium();
  const libraries = [path.join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    executablePath: path.join(folder, 'chromium'),
    env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: path.join(folder, 'fonts') },
  };
}

function fontSettings(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>
`;
}
