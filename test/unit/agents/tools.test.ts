import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AllowedFolders } from '../../../src/agents/allowed-folders';
import { agentTools } from '../../../src/agents/tools';
import { temporaryFolder } from '../engine/support';

const folder = realpathSync(temporaryFolder());
const folders = new AllowedFolders([folder]);
const effect = (name: string, input: object) => agentTools[name].effect?.(folders, input);

test('what a tool will write is said with its real path, before it is asked for', () => {
  mkdirSync(join(folder, 'scans'));
  expect(effect('denoise_image', { image: 'a.jpg' })).toContain(join(folder, 'a.denoised.jpg'));
  expect(effect('denoise_image', { image: 'a.jpg', overwrite: true })).toMatch(/replaced/);
  expect(effect('train_model', { images: ['scans'], output: 'm.onnx' })).toContain(join(folder, 'm.onnx'));
  for (const name of ['inspect_noise', 'compare_images', 'list_models', 'training_status'])
    expect(agentTools[name].effect).toBeUndefined();
});

test('nobody is asked for what would be refused', () => {
  expect(() => effect('denoise_image', { image: 'a.jpg', output: '../a.jpg' })).toThrow(/outside/);
  expect(() => effect('train_model', { images: [], output: 'm.onnx' })).toThrow(/does not fit/);
});
