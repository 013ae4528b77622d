/** The package `amsnet-denoise` for Node: the engine of the extension and the command line, for programs. */
import { join } from 'node:path';
import { EngineClient } from '../client/engine-client';
import { type Engines, programsOn } from './programs';
import type { Programs } from './types';

/** How long the engine waits for another request before it ends: calls that follow one another use the same one. */
const idleMs = 500;

function start(idleMs: number): Engines {
  const options = {
    script: join(__dirname, '..', 'engine.js'),
    modelFolders: [join(__dirname, '..', '..', 'models')],
    idleMs,
    token: () => Promise.resolve(process.env.AMSNET_TOKEN),
    // The engine repeats in its errors and notes what its own log says that matters to a person.
    log: () => undefined,
  };
  return { images: new EngineClient(options), training: new EngineClient(options) };
}

const programs = programsOn(start(idleMs), () => start(0));

/** Denoises an image file into a new one: `await` the task for its result, iterate over it for its progress. */
export const denoise: Programs['denoise'] = programs.denoise;
/** PSNR, SSIM and largest difference of two image files of one size. */
export const compare: Programs['compare'] = programs.compare;
/** What an image file is, and an estimate of its noise. */
export const inspectNoise: Programs['inspectNoise'] = programs.inspectNoise;
/** Trains a model on noisy images, or folders of them, alone. */
export const train: Programs['train'] = programs.train;
/** An engine that stays warm until it is closed. */
export const openEngine: Programs['openEngine'] = programs.openEngine;

export { AmsnetError, type ErrorCode } from '../core/errors';
export type * from './types';
