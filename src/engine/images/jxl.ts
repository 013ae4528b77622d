/** JPEG XL by jxl-oxide, in WebAssembly. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Rect } from '../../core/geometry';

/** A PNG of a part of the first frame and how many frames there are, or why there is none. */
export type JxlPixels = { readonly png: Buffer; readonly frames: number } | { readonly failed: string };

type JxlThread = JxlPixels | { readonly png: Uint8Array; readonly frames: number };

/** In CommonJS, as a thread begins; the package is an ECMAScript module. */
const thread = `
  const { parentPort, workerData } = require('node:worker_threads');
  const opened = import(workerData.glue).then(({ initSync, JxlImage }) => {
    initSync({ module: workerData.program });
    const image = new JxlImage();
    image.feedBytes(workerData.file);
    workerData.file = undefined;
    if (!image.tryInit() || !image.loaded) throw 'incomplete';
    return image;
  });
  parentPort.on('message', ({ x, y, width, height }) => {
    opened.then(image => {
      image.renderingRegion = { left: x, top: y, width, height };
      return { png: image.render().encodeToPng(), frames: image.numLoadedKeyframes };
    }).catch(error => ({ failed: String(error) })).then(found => parentPort.postMessage(found));
  });
`;

const folder = () => dirname(createRequire(import.meta.url).resolve('jxl-oxide-wasm/package.json'));
/** What of WebAssembly is used: its types come with those of browsers only. */
const { Module: Program } = (
  globalThis as unknown as { WebAssembly: { readonly Module: new (bytes: Uint8Array) => object } }
).WebAssembly;
let program: object | undefined;

/**
 * Parts of an image, one after the other: what the decoder holds grows with a part, not with the image. Upright, in the colours
 * of the file; more than 8 bits as 16. In a thread of its own, because the package has one memory for all files of a process: that
 * goes with the thread.
 */
export async function* decodeJxl(
  file: Uint8Array,
  parts: Iterable<Rect>,
): AsyncGenerator<{ readonly rect: Rect; readonly found: JxlPixels }> {
  program ??= new Program(readFileSync(join(folder(), 'jxl_oxide_wasm_bg.wasm')));
  const glue = pathToFileURL(join(folder(), 'jxl_oxide_wasm.js')).href;
  const worker = new Worker(thread, { eval: true, workerData: { glue, program, file } });
  // Otherwise nobody would ever know.
  const ended = once(worker, 'exit').then((): [JxlPixels] => [{ failed: 'the decoder ended' }]);
  try {
    for (const rect of parts) {
      worker.postMessage(rect);
      const [found] = (await Promise.race([once(worker, 'message'), ended])) as [JxlThread];
      yield { rect, found: 'failed' in found ? found : { ...found, png: Buffer.from(found.png.buffer) } };
    }
  } finally {
    await worker.terminate();
  }
}
