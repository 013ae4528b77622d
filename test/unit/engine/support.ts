/** What the tests of the engine share: the engine's handlers in this process, folders, pictures, small networks. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll } from 'vitest';
import type { Job, Method, Params, ProgressOf, Result } from '../../../src/client/contract';
import type { CancellationToken } from '../../../src/core/control';
import { presets } from '../../../src/core/settings';
import { rowsOf } from '../../../src/core/sample-source';
import type { Samples } from '../../../src/core/samples';
import type { Raster } from '../../../src/engine/images/raster';
import { createHandlers } from '../../../src/engine/handlers';
import { createServices, type Services } from '../../../src/engine/services';

export const modelFolder = join(import.meta.dirname, '../../../models');

/** A folder that is gone after the tests of this file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'amsnet-test-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** The same numbers 0..1 every time. */
export function numbers(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Interleaved samples of a soft picture with noise. */
export function picture(width: number, height: number, channels: number, depth: 8 | 16 = 8): Uint8Array | Uint16Array {
  const random = numbers(7);
  const white = depth === 8 ? 255 : 65535;
  const data = depth === 8 ? new Uint8Array(width * height * channels) : new Uint16Array(width * height * channels);
  for (let i = 0; i < data.length; i++) {
    const x = Math.floor(i / channels) % width;
    const y = Math.floor(i / channels / width);
    const clean = 0.5 + 0.3 * Math.sin(x / 11 + (i % channels)) * Math.cos(y / 7);
    data[i] = Math.round(white * Math.min(1, Math.max(0, clean + 0.1 * (random() - 0.5))));
  }
  return data;
}

export async function savePicture(path: string, width: number, height: number): Promise<string> {
  await sharp(picture(width, height, 3), { raw: { width, height, channels: 3 } })
    .png()
    .toFile(path);
  return path;
}

export function jobFor(image: string, changes: Partial<Job> = {}): Job {
  return { image, model: 'amsnet-fast', device: 'cpu', settings: presets.masks, tile: 128, ...changes };
}

/** All samples of a small image. */
export function samplesOf({ samples, width, height }: Raster): Samples {
  return rowsOf(samples, { x: 0, y: 0, width, height });
}

/** The engine without its process. */
export function engineHere(services: Services = createServices([modelFolder])) {
  const handlers = createHandlers(services);
  return async <M extends Method>(
    method: M,
    params: Params<M>,
    onProgress?: (value: ProgressOf<M>) => void,
    token: CancellationToken = { isCancellationRequested: false },
  ): Promise<Result<M>> => {
    const progress = (value: ProgressOf<M>) => onProgress?.(value);
    const announce = (value: ProgressOf<M>) => Promise.resolve(progress(value));
    return handlers[method](params, { token, progress, announce });
  };
}
