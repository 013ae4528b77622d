/**
 * Pixels come and go in arrays of megabytes, of which V8's heap holds little more than the names: it lets hundreds of megabytes
 * of them gather before it looks which are used. So whoever makes many asks for that in time.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So many bytes of arrays may come to what was in use before. */
const most = 96 << 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
let used = 0;

/** Before a large file is made: those of images that nobody has any more go, of which V8's heap sees even less. */
export function freeFiles(): void {
  collect();
  used = process.memoryUsage().arrayBuffers;
}

/** Frees arrays that nobody has any more, if they may be many. Takes microseconds else. */
export function freeUnused(): void {
  const { arrayBuffers } = process.memoryUsage();
  if (arrayBuffers < used + most) {
    used = Math.min(used, arrayBuffers);
    return;
  }
  collect();
  used = process.memoryUsage().arrayBuffers;
}
