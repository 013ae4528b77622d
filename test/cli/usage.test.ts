import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { amsnet, program } from './amsnet';

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string;
};

test('tells its version', async () => {
  const { code, stdout } = await amsnet(['--version']);
  expect(stdout.trim()).toBe(version);
  expect(code).toBe(0);
});

test.each([[['--help']], [['denoise', '--help']], [['compare', '--help']], [['info', '--help']]])(
  'explains itself: %s',
  async args => {
    const { code, stdout, stderr } = await amsnet(args);
    expect(stdout).toMatch(/^Usage: amsnet/);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  },
);

test.each([
  { args: [], says: 'Usage: amsnet' },
  { args: ['enhance', 'a.png'], says: "unknown command 'enhance'" },
  { args: ['denoise'], says: "missing required argument 'image|folder'" },
  { args: ['denoise', 'a.png', '--masks', '9'], says: 'a whole number from 2 to 8' },
  { args: ['denoise', 'a.png', '--masks', '2.5'], says: 'a whole number from 2 to 8' },
  { args: ['denoise', 'a.png', '--pd', ''], says: 'a whole number from 1 to 8' },
  { args: ['denoise', 'a.png', '--r3-ratio', '-0.1'], says: 'a number from 0 to 1' },
  { args: ['denoise', 'a.png', '--r3-ratio', 'half'], says: 'a number from 0 to 1' },
  { args: ['denoise', 'a.png', '--seed', '4294967296'], says: 'a whole number from 0 to 4294967295' },
  { args: ['denoise', 'a.png', '--tile', '8'], says: 'a whole number from 32 to 8192' },
  { args: ['denoise', 'a.png', '--device', 'abacus'], says: 'Use auto, cpu' },
  { args: ['denoise', 'a.png', '--preset', 'best'], says: 'Allowed choices are auto, single-pass, masks, amsnet' },
  {
    args: ['denoise', 'a.png', '--preset', 'single-pass', '--masks', '4'],
    says: '--masks cannot be combined with --preset single-pass',
  },
  { args: ['denoise', 'a.png', '--sharpen'], says: "unknown option '--sharpen'" },
  { args: ['denoise', 'a.png', 'b.png', '-o', 'c.png'], says: '-o takes a single image' },
  { args: ['denoise', 'a.png', 'b.png', '--reference', 'c.png'], says: '--reference takes a single image' },
  { args: ['denoise', 'a.png', 'b.png', '--dump', 'stages'], says: '--dump takes a single image' },
  { args: ['denoise', 'a.png', '-o', 'c.png', '--out-dir', 'clean'], says: '-o and --out-dir cannot be used together' },
  { args: ['denoise', 'one/a.png', 'two/a.png', '--out-dir', 'clean'], says: 'would both be written to' },
  { args: ['compare', 'a.png'], says: 'Name two images, two folders, or a list with --pairs' },
])('wrong use ends with 2 and says why: $args', async ({ args, says }) => {
  const { code, stdout, stderr } = await amsnet([...args]);
  expect(stderr).toContain(says);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('says what works on this machine, and what to do about the rest', async () => {
  const { code, records } = await amsnet(['doctor', 'nowhere', '--json']);
  const { ok, checks } = records()[0] as unknown as {
    readonly ok: boolean;
    readonly checks: readonly { readonly name: string; readonly state: string; readonly action?: string }[];
  };
  expect({ code, ok }).toEqual({ code: 1, ok: false });
  expect(checks).toContainEqual(expect.objectContaining({ name: 'device cpu', state: 'ok' }));
  expect(checks).toContainEqual(expect.objectContaining({ name: 'model amsnet-fast', state: 'ok' }));
  expect(checks.filter(({ state }) => state === 'problem').map(({ name }) => name)).toEqual(['folder']);
  expect(checks.every(({ state, action }) => state === 'ok' || action !== undefined)).toBe(true);
});

test('a reader of the help that goes away is no fault', () => {
  const { stdout, stderr } = spawnSync(`'${process.execPath}' '${program}' denoise --help | head -n 1`, {
    shell: true,
    encoding: 'utf8',
  });
  expect(stdout).toMatch(/^Usage: amsnet denoise/);
  expect(stderr).toBe('');
});
