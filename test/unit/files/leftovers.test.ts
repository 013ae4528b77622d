import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { removeLeftovers, temporaryName } from '../../../src/files/leftovers';
import { saveFile } from '../../../src/files/save';

const folder = mkdtempSync(join(tmpdir(), 'amsnet-leftovers-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const { pid: gone } = spawnSync(process.execPath, ['-e', '']);

function put(name: string, ageMs: number): string {
  const file = join(folder, name);
  writeFileSync(file, '');
  const then = new Date(Date.now() - ageMs);
  utimesSync(file, then, then);
  return name;
}

it('removes the temporary files of processes that are gone, no others and none that is young', async () => {
  const old = 120_000;
  const left = put(temporaryName(gone), old);
  const kept = [
    put(temporaryName(gone), 0),
    // Of this process, and of one that belongs to nobody here.
    put(temporaryName(), old),
    put(temporaryName(1), old),
    // Of another machine, and of other programs.
    put(temporaryName(gone).replace(/amsnet-\w+-/, 'amsnet-00000000-'), old),
    put('.amsnet.tmp', old),
    put(`.x.png.${gone}.tmp`, old),
  ];
  await removeLeftovers(folder);
  expect(readdirSync(folder)).not.toContain(left);
  expect(readdirSync(folder).sort()).toEqual(kept.sort());
});

it('keeps those of a process that belongs to another user, which may not be signalled', async () => {
  const shared = join(folder, 'shared');
  mkdirSync(shared);
  const name = put(join('shared', temporaryName(gone)), 120_000);
  const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
  });
  await removeLeftovers(shared);
  kill.mockRestore();
  expect(readdirSync(shared)).toEqual([basename(name)]);
});

it('is done by whatever writes into the folder', async () => {
  const own = join(folder, 'own');
  mkdirSync(own);
  put(join('own', temporaryName(gone)), 120_000);
  await saveFile(join(own, 'x.png'), Buffer.from('new'), true);
  expect(readdirSync(own)).toEqual(['x.png']);
});

it('does not mind a folder that is not there', async () => {
  await removeLeftovers(join(folder, 'nowhere'));
});
