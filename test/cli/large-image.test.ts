import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { EngineClient } from '../../src/client/engine-client';
import { presets } from '../../src/core/settings';
import { program, newFolder, tinyModel } from './amsnet';

const folder = newFolder();
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A PPM, which costs no time to decode and encode. */
async function makeImage(name: string, width: number, height: number): Promise<string> {
  const path = join(folder, name);
  const file = await open(path, 'w');
  await file.write(`P6\n${width} ${height}\n255\n`);
  const row = Buffer.from(Array.from({ length: 3 * width }, (_, i) => 100 + ((i * 7919) % 31)));
  for (let y = 0; y < height; y++) await file.write(row);
  await file.close();
  return path;
}

/** Most memory, in MiB, that an engine ever held which denoised this image and nothing else. */
async function peakOf(image: string, output: string, scratch: string): Promise<number> {
  const script = join(program, '..', 'engine.js');
  const client = new EngineClient({ script, modelFolders: [], env: { TMPDIR: scratch }, log: () => undefined });
  const lease = client.acquire();
  try {
    const job = { image, model: tinyModel, device: 'cpu', settings: presets['single-pass'], tile: 512 } as const;
    await lease.request('denoise', { job, measure: [], output });
    const status = readFileSync(`/proc/${client.pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  } finally {
    lease.dispose();
  }
}

test.runIf(process.platform === 'linux')('the memory of the engine does not grow with the image', async () => {
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  const small = await peakOf(await makeImage('small.ppm', 2000, 1500), join(folder, 'small-out.ppm'), scratch);
  const large = await peakOf(await makeImage('large.ppm', 6000, 4000), join(folder, 'large-out.ppm'), scratch);
  expect(statSync(join(folder, 'large-out.ppm')).size).toBe(3 * 24e6 + 17);
  // In memory its samples and those of the result would be 137 MiB.
  expect(large - small).toBeLessThan(110);
  await expect.poll(() => readdirSync(scratch), { timeout: 10_000 }).toEqual([]);
});
