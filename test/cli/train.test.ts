import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { amsnet, childrenOf, isRunning, newFolder, start, tinyModel } from './amsnet';
import { draw, save } from './pictures';
import { smallDisk } from '../small-disk';

let folder: string;
const inFolder = (name: string) => join(folder, name);
const bytesOf = (name: string) => readFileSync(inFolder(name));

beforeEach(async () => {
  folder = newFolder();
  mkdirSync(inFolder('scans'));
  for (const name of ['a.png', 'b.png']) await save(inFolder(`scans/${name}`), draw(40, 36, 0.3));
});

test('learns from a folder of noisy images, and denoise takes the model at once', async () => {
  await save(inFolder('scans/c_noisy.png'), draw(40, 36, 0.3));
  await save(inFolder('scans/c_clean.png'), draw(40, 36, 0));
  await save(inFolder('scans/a.denoised.png'), draw(40, 36, 0));
  writeFileSync(inFolder('scans/broken.png'), 'not a picture');
  writeFileSync(inFolder('scans/notes.txt'), 'not meant as a picture');
  const { code, records, stderr } = await amsnet(
    ['train', 'scans', '-o', 'my.onnx', '--steps', '60', '--json'],
    folder,
  );
  expect(code).toBe(0);
  const all = records();
  expect(all[0]).toMatchObject({ type: 'started', images: 3, pdFactor: 1, inDistribution: false, step: 0 });
  const done = all.at(-1);
  expect(done).toMatchObject({ type: 'done', ended: 'finished', step: 60, output: 'my.onnx', checkpoint: null });
  const validation = all.filter(({ type }) => type === 'held-out');
  expect([validation[0].step, validation.at(-1)?.step]).toEqual([1, 60]);
  const [first, last] = [validation[0], validation.at(-1)].map(point => Number(point?.error));
  expect(last).toBeLessThan(first);
  // What is written is the new model only where it is the better one.
  expect(done?.result).toBe(done?.helped === true ? 'adapted' : 'start');
  expect(done?.errorAfter).toBeCloseTo(done?.helped === true ? last : first, 6);
  expect(stderr).toMatch(/^skipped: .*broken\.png/m);
  expect(stderr).toMatch(/^step \d+  loss .* on cpu  (?!.*left left).* left$/m);
  expect(stderr).toContain('1 clean reference');
  expect(stderr).toContain('1 denoised by this program');
  const card = JSON.parse(bytesOf('my.json').toString()) as Record<string, unknown>;
  expect(card).toMatchObject({ name: 'my', training: { images: 3, steps: 60 } });
  expect(existsSync(inFolder('my.checkpoint'))).toBe(false);

  const used = await amsnet(['denoise', 'scans/a.png', '-o', 'out.png', '--model', 'my.onnx', '--json'], folder);
  expect(used.code).toBe(0);
  // With the settings that were measured to be best.
  const preset = card.preset === 'masks' ? { mode: 'masks', masks: 4 } : { mode: 'single-pass' };
  expect(used.records()[0]).toMatchObject({ model: 'my', settings: { ...preset, ...(card.settings ?? {}) } });
}, 240_000);

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s saves, and --resume continues as if it had never stopped', async (signal, exitCode) => {
  const options = ['--steps', '12', '--seed', '3', '--json'];
  const whole = await amsnet(['train', 'scans', '-o', 'whole.onnx', ...options], folder);
  expect(whole.code).toBe(0);

  const run = start(['train', 'scans', '-o', 'my.onnx', ...options], folder);
  await run.lines(2);
  const engines = childrenOf(Number(run.child.pid));
  process.kill(-Number(run.child.pid), signal);
  const stopped = await run.ended;
  expect(stopped.code).toBe(exitCode);
  expect(engines.filter(isRunning)).toEqual([]);
  const last = stopped.records().at(-1);
  expect(last).toMatchObject({ ended: 'stopped', checkpoint: 'my.checkpoint' });
  const step = Number(last?.step);
  expect(step).toBeGreaterThan(0);
  expect(step).toBeLessThan(12);
  expect(stopped.stderr).toContain('amsnet train scans -o my.onnx --steps 12 --seed 3 --json --resume');
  expect(existsSync(inFolder('my.onnx'))).toBe(true);

  const resumed = await amsnet(['train', 'scans', '-o', 'my.onnx', ...options, '--resume'], folder);
  expect(resumed.code).toBe(0);
  expect(resumed.records()[0]).toMatchObject({ type: 'started', step });
  expect(resumed.records().at(-1)).toMatchObject({ ended: 'finished', step: 12, checkpoint: null });
  expect(bytesOf('my.onnx').equals(bytesOf('whole.onnx'))).toBe(true);
});

test('the engine saves what it has when whoever started it is gone, and another training waits for it', async () => {
  const options = ['--steps', '12', '--seed', '3', '--json'];
  const run = start(['train', 'scans', '-o', 'my.onnx', ...options], folder);
  await run.lines(2);
  process.kill(Number(run.child.pid), 'SIGKILL');
  await run.ended;
  // At once: the engine has not ended yet.
  const resumed = await amsnet(['train', 'scans', '-o', 'my.onnx', ...options, '--resume'], folder);
  expect(resumed.stderr).not.toMatch(/^error/m);
  expect(Number(resumed.records()[0].step)).toBeGreaterThan(0);
  expect(resumed.records().at(-1)).toMatchObject({ ended: 'finished', step: 12 });
  expect(readdirSync(folder).sort()).toEqual(['my.json', 'my.onnx', 'scans']);
});

test('a disk with room for models alone costs the checkpoint, not the training', async context => {
  const disk = smallDisk(12 << 10);
  if (!disk) {
    context.skip();
    return;
  }
  try {
    const output = join(disk.folder, 'my.onnx');
    const run = start(['train', 'scans', '-o', output, '--steps', '500', '--json'], folder);
    await run.lines(2);
    process.kill(Number(run.child.pid), 'SIGINT');
    const { code, records, stderr } = await run.ended;
    expect(code).toBe(130);
    expect(records().at(-1)).toMatchObject({ type: 'done', ended: 'stopped', output, checkpoint: null });
    expect(stderr).toContain(`no space left in ${disk.folder}`);
    expect(readdirSync(disk.folder).sort()).toEqual(['my.json', 'my.onnx']);
  } finally {
    disk.remove();
  }
}, 120_000);

test('starts from scratch, or from a model that was trained before', async () => {
  const scratch = await amsnet(
    ['train', 'scans', '-o', 'one.onnx', '--steps', '1', '--from', 'none', '--json'],
    folder,
  );
  expect(scratch.records().at(-1)).toMatchObject({ ended: 'finished', from: null, helped: null });
  const more = await amsnet(
    ['train', 'scans', '-o', 'two.onnx', '--steps', '1', '--from', 'one.onnx', '--json'],
    folder,
  );
  expect(more.records().at(-1)).toMatchObject({ ended: 'finished', from: 'one' });
});

test('what cannot be done is said before any work', async () => {
  mkdirSync(inFolder('empty'));
  mkdirSync(inFolder('bad'));
  writeFileSync(inFolder('bad/a.png'), 'not a picture');
  writeFileSync(inFolder('old.onnx'), 'precious');
  writeFileSync(inFolder('half.checkpoint'), 'interrupted');
  for (const [args, code] of [
    [['empty', '-o', 'my.onnx'], 'training/no-data'],
    [['bad', '-o', 'my.onnx'], 'training/no-data'],
    [['missing', '-o', 'my.onnx'], 'image/not-found'],
    [['scans', '-o', 'old.onnx'], 'output/exists'],
    [['scans', '-o', 'half.onnx'], 'output/exists'],
    [['scans', '-o', 'nowhere/my.onnx'], 'output/unwritable'],
    [['scans', '-o', 'my.onnx', '--from', tinyModel], 'model/incompatible'],
    [['scans', '-o', 'my.onnx', '--from', 'nothing'], 'model/not-found'],
    [['scans', '-o', 'my.onnx', '--resume'], 'training/no-checkpoint'],
    [['scans', '-o', 'half.onnx', '--resume'], 'training/no-checkpoint'],
  ] as const) {
    const { code: exitCode, records, stderr } = await amsnet(['train', ...args, '--steps', '1', '--json'], folder);
    expect(
      records().map(({ error }) => error?.code),
      args.join(' '),
    ).toEqual([code]);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(exitCode).toBe(1);
  }
  expect(bytesOf('old.onnx').toString()).toBe('precious');
  expect(bytesOf('half.checkpoint').toString()).toBe('interrupted');
  expect(existsSync(inFolder('my.onnx'))).toBe(false);
});

test.each([
  [[], '-o'],
  [['-o', 'my.bin'], '.onnx'],
  [['-o', 'my.onnx', '--minutes', '1', '--steps', '1'], '--steps'],
  [['-o', 'my.onnx', '--pd', '0'], '--pd'],
  [['-o', 'my.onnx', '--resume', '--force'], '--force'],
])('wrong use %j is told', async (options, named) => {
  const { code, stderr } = await amsnet(['train', 'scans', ...options], folder);
  expect(code).toBe(2);
  expect(stderr).toContain(named);
});
