/** JPEG XL by jxl-oxide, in WebAssembly. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** A PNG of the first frame and how many there are, or why there is none. */
export type JxlPixels = { readonly png: Uint8Array; readonly frames: number } | { readonly failed: string };

/** In CommonJS, as a thread begins; the package is an ECMAScript module. */
const thread = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(workerData.glue).then(({ initSync, JxlImage }) => {
    initSync({ module: workerData.program });
    const image = new JxlImage();
    image.feedBytes(workerData.file);
    if (!image.tryInit() || !image.loaded) return { failed: 'incomplete' };
    const png = image.render().encodeToPng();
    return { png, frames: image.numLoadedKeyframes };
  }).catch(error => ({ failed: String(error) })).then(found => parentPort.postMessage(found));
`;

const folder = () => dirname(createRequire(import.meta.url).resolve('jxl-oxide-wasm/package.json'));
/** What of WebAssembly is used: its types come with those of browsers only. */
const { Module: Program } = (
  globalThis as unknown as { WebAssembly: { readonly Module: new (bytes: Uint8Array) => object } }
).WebAssembly;
let program: object | undefined;

/**
 * Upright, in the colours of the file; more than 8 bits as 16. In a thread of its own, because the package has one memory for all
 * files of a process: that goes with the thread.
 */
export function decodeJxl(file: Uint8Array): Promise<JxlPixels> {
  program ??= new Program(readFileSync(join(folder(), 'jxl_oxide_wasm_bg.wasm')));
  const glue = pathToFileURL(join(folder(), 'jxl_oxide_wasm.js')).href;
  const worker = new Worker(thread, { eval: true, workerData: { glue, program, file } });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    // Otherwise nobody would ever know.
    worker.once('exit', () => {
      resolve({ failed: 'the decoder ended' });
    });
  });
}
