import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { amsnet, childrenOf, newFolder, program, start } from './amsnet';
import { draw, save } from './pictures';

let folder: string;
const inFolder = (name: string) => join(folder, name);
const quick = ['--preset', 'single-pass', '--model', 'amsnet-fast'];

beforeEach(() => {
  folder = newFolder();
});

test('every image of a folder has a name of its own in a folder that mirrors it', async () => {
  mkdirSync(inFolder('in/deep'), { recursive: true });
  for (const name of ['in/a.png', 'in/deep/b.jpg', 'in/deep/c.png']) await save(inFolder(name), draw(20, 16, 0.1));
  const args = ['denoise', 'in', '--recursive', '-o', 'out/{folder}/{name}.{model}.png', '--json', ...quick];
  const { code, stderr, records } = await amsnet([...args, '--index', 'out/index.csv'], folder);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(records().map(({ output }) => output)).toEqual(
    ['a', 'deep/b', 'deep/c'].map(name => join('out', `${name}.amsnet-fast.png`)),
  );
  const lines = readFileSync(inFolder('out/index.csv'), 'utf8').trim().split('\r\n');
  expect(lines.slice(1).map(line => line.split(',')[2])).toEqual(['done', 'done', 'done']);
});

test('a folder is done in parts, whose reports become one that says what is missing', async () => {
  mkdirSync(inFolder('in'));
  const names = ['a', 'b', 'c', 'd', 'e', 'f'].map(name => join('in', `${name}.png`));
  for (const name of names) await save(inFolder(name), draw(20, 16, 0.1));
  const args = ['denoise', 'in', '--recursive', '--out-dir', 'in/out', '--index', 'all.json', '--json', ...quick];
  const first = await amsnet([...args, '--shard', '1/2'], folder);
  expect(first.code).toBe(0);
  const merge = async () => {
    const { code, records } = await amsnet(['merge-reports', 'all.json', '--force', '--json'], folder);
    return { code, ...records()[0] };
  };
  expect(await merge()).toMatchObject({ code: 1, done: first.records().length, missingShards: [2] });
  const second = await amsnet([...args, '--shard', '2/2'], folder);
  const inputs = [...first.records(), ...second.records()].map(({ input }) => input);
  expect(inputs.toSorted()).toEqual(names);
  expect(await merge()).toMatchObject({ code: 0, done: 6, failed: 0, missingShards: [], missing: [], double: [] });
  expect(JSON.parse(readFileSync(inFolder('all.json'), 'utf8'))).toHaveLength(6);

  // Results of such names would be images for the other part.
  const among = await amsnet(['denoise', 'in', '--recursive', '-o', '{dir}/{name}-new.png', '--shard', '1/2'], folder);
  expect({ code: among.code, stderr: among.stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('another part') as unknown,
  });
});

test('names that are taken are numbered, and a batch that is done is done', async () => {
  await save(inFolder('a.png'), draw(20, 16, 0.1));
  writeFileSync(inFolder('a.denoised.png'), 'precious');
  const args = ['denoise', 'a.png', '--if-exists', 'number', '--index', 'index.json', '--json', ...quick];
  const first = await amsnet(args, folder);
  expect(first.records()[0].output).toBe('a.denoised-2.png');
  const again = await amsnet(args, folder);
  expect(again.code).toBe(0);
  expect(again.records()).toEqual([{ input: 'a.png', output: 'a.denoised-2.png', skipped: true }]);
  expect(readFileSync(inFolder('a.denoised.png'), 'utf8')).toBe('precious');
  expect(JSON.parse(readFileSync(inFolder('index.json'), 'utf8'))).toMatchObject([
    { input: 'a.png', state: 'done', model: 'amsnet-fast', settings: { mode: 'single-pass' } },
  ]);
});

test('a batch whose processes are all killed goes on where it was', async () => {
  const names = ['a', 'b', 'c', 'd'];
  for (const name of names) await save(inFolder(`${name}.png`), draw(name === 'a' ? 20 : 300, 240, 0.1));
  const args = ['denoise', ...names.map(name => `${name}.png`), '--index', 'index.json', '--json'];
  const run = start(args, folder);
  await run.lines(1);
  for (const pid of [...childrenOf(Number(run.child.pid)), Number(run.child.pid)]) process.kill(pid, 'SIGKILL');
  await run.ended;
  expect(existsSync(inFolder('index.json'))).toBe(false);
  const before = statSync(inFolder('a.denoised.png')).mtimeMs;

  // Without being told to, nothing of it is given up.
  const refused = await amsnet(args, folder);
  expect(refused.records()[0].error?.code).toBe('output/exists');
  const { code, records } = await amsnet([...args, '--skip-existing', ...quick], folder);
  expect(code).toBe(0);
  expect(records().map(({ input, error }) => [input, error])).toEqual(names.map(name => [`${name}.png`, undefined]));
  expect(records()[0].skipped).toBe(true);
  expect(statSync(inFolder('a.denoised.png')).mtimeMs).toBe(before);
  const rows = JSON.parse(readFileSync(inFolder('index.json'), 'utf8')) as { state: string; model: string }[];
  expect(rows.map(({ state }) => state)).toEqual(names.map(() => 'done'));
  const left = readdirSync(folder).filter(name => !/^[a-d](\.denoised)?\.png$/.test(name));
  expect(left.filter(name => !name.endsWith('.tmp')).sort()).toEqual(['index.json', 'index.json.journal']);
});

test('what a terminal would obey in the name of a file does not reach it', async () => {
  const name = 'x\u001b]0;owned\u0007\u009b31m\nerror: no\u202egnp.png';
  await save(inFolder(name), draw(20, 16, 0.1));
  for (const [options, expected] of [[[], 0], [[], 1], [['--json', '--force'], 0], [['--json'], 1]] as const) {
    const { stdout, stderr, code } = await amsnet(['denoise', name, ...quick, ...options], folder);
    expect(code).toBe(expected);
    expect(stdout + stderr).toContain('owned');
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|^error: no/m);
  } // prettier-ignore
});

test('an image gives the same bytes in any order, beside any other, on any number of cores', async () => {
  for (const [name, width] of [['a', 150], ['b', 200]] as const) await save(inFolder(`${name}.png`), draw(width, 90, 0.1)); // prettier-ignore
  const args = ['--model', 'amsnet-fast', '--preset', 'amsnet', '--r3-count', '1', '--tile', '64', '--device', 'cpu'];
  const run = async (out: string, ...names: string[]) => {
    const { code } = await amsnet(['denoise', ...names, '--out-dir', out, ...args], folder);
    expect(code).toBe(0);
    return readFileSync(inFolder(`${out}/a.denoised.png`));
  };
  const first = await run('first', 'a.png', 'b.png');
  expect(await run('second', 'b.png', 'a.png')).toEqual(first);
  if (process.platform !== 'linux') return;
  const one = ['-c', '0', process.execPath, program, 'denoise', 'a.png', '--out-dir', 'third', ...args];
  execFileSync('taskset', one, { cwd: folder, stdio: 'ignore' });
  expect(readFileSync(inFolder('third/a.denoised.png'))).toEqual(first);
});

test.each([
  [['-o', '{nmae}.png'], 'no placeholder {nmae}'],
  [['-o', 'one.png'], 'single image'],
  [['--force', '--skip-existing'], 'cannot be used together'],
  [['--if-exists', 'number', '--force'], 'cannot be used together'],
  [['--index', 'index.txt'], '.json or .csv'],
])('%j is refused before anything is done', async (options, sentence) => {
  const { code, stderr } = await amsnet(['denoise', 'a.png', 'b.png', ...options], folder);
  expect(stderr).toContain(sentence);
  expect(code).toBe(2);
});
