import { firstLine } from '../core/errors';

/** What ONNX Runtime says went wrong, without the place in its own source code, which nobody else can use. */
export function reasonOf(error: unknown): string {
  return firstLine(error).replace(/\s*(\/onnxruntime_src\/\S+ [^)]*\)|\w+\.cc:\d+ \w+)\s*/g, ' ');
}
