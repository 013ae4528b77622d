/** Where the models that training makes run. */
import * as ort from '../runtime/onnxruntime';

/** Makes a session of an ONNX model on the device that trains. */
export type OpenSession = (model: Uint8Array) => Promise<ort.InferenceSession>;

/** @param threads 0 = one per core */
export function onCpu(threads = 0): OpenSession {
  return model =>
    ort.InferenceSession.create(model, {
      intraOpNumThreads: threads,
      logSeverityLevel: 3,
      // Threads that wait for work by spinning would take it from everything else on the machine, for as long as training lasts.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
}
