import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { discardTraining, freeName, keepModel, wrongName } from '../../../src/view/training/kept-models';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amsnet-kept-'));
  mkdirSync(join(folder, 'trainings/1'), { recursive: true });
  writeFileSync(join(folder, 'trainings/1/adapted.onnx'), 'weights');
  writeFileSync(join(folder, 'trainings/1/adapted.json'), JSON.stringify({ name: 'adapted', stride: 4 }));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a kept model has its name in file and card', async () => {
  const trained = join(folder, 'trainings/1/adapted.onnx');
  const models = join(folder, 'models');
  expect(await keepModel(trained, models, 'my scans')).toBe(join(models, 'my scans.onnx'));
  expect(readFileSync(join(models, 'my scans.onnx'), 'utf8')).toBe('weights');
  expect(JSON.parse(readFileSync(join(models, 'my scans.json'), 'utf8'))).toEqual({ name: 'my scans', stride: 4 });
  await expect(keepModel(trained, models, 'my scans')).rejects.toMatchObject({ code: 'output/exists' });
  await discardTraining(trained);
  expect(existsSync(join(folder, 'trainings/1'))).toBe(false);
  expect(existsSync(join(folder, 'trainings'))).toBe(true);
});

test('proposes names that are free and can be files', () => {
  expect(freeName('scans', ['bootstrap'])).toBe('scans');
  expect(freeName('scans', ['scans', 'scans 2'])).toBe('scans 3');
  expect(freeName('a/b: c?', [])).toBe('a b c');
  expect(freeName('***', [])).toBe('adapted');
});

test('names that cannot be are told', () => {
  expect(wrongName('my scans (2)', ['scans'])).toBeUndefined();
  expect(wrongName('Scans', ['scans'])).toBe('taken');
  for (const name of ['', '../x', 'a/b', '.hidden', 'x.onnx', 'a\u0000'])
    expect(wrongName(name, [])).toBe('characters');
});
