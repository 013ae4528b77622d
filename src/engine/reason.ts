import { AmsnetError, firstLine } from '../core/errors';
import { text } from './text';

/** What ONNX Runtime says went wrong, without the place in its own source code, which nobody else can use. */
export function reasonOf(error: unknown): string {
  return firstLine(error).replace(/\s*(\/onnxruntime_src\/\S+ [^)]*\)|\w+\.cc:\d+ \w+)\s*/g, ' ');
}

/** That memory ran out, of a device or of this process, as an error with its code; undefined for any other error. */
export function outOfMemory(error: unknown): AmsnetError | undefined {
  if (error instanceof AmsnetError) return error.code === 'device/out-of-memory' ? error : undefined;
  const reason = reasonOf(error);
  if (!/out of memory|failed to allocate|bad_alloc|allocat\w* .*fail|E_OUTOFMEMORY|8007000E/i.test(reason))
    return undefined;
  return new AmsnetError('device/out-of-memory', ...text.deviceOutOfMemory(reason), { cause: error });
}
