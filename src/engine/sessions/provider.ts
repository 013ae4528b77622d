import type { InferenceSession } from '../../runtime/onnxruntime';
import type { Device, RemoteDevice } from '../../client/device';
import { text } from '../text';

/** A device of this machine that was chosen, as opposed to `auto`. */
export type RealDevice = Exclude<Device, 'auto' | RemoteDevice>;
/** Where a network runs. */
export type Place = RealDevice | 'remote';

interface Provider {
  readonly title: string;
  /** ONNX Runtime's own name, as profiles and results give it. */
  readonly provider: string;
  /** Most pixels in one run of the network; a larger single image still goes as one. */
  readonly pixelsPerRun: number;
}

// On two CPU cores batches of 1, 2 and 4 images of 208 x 208 ran at 1.20, 1.26 and 1.22 megapixels per second: nothing
// is gained above small batches, and short runs are what makes cancelling quick. An accelerator wants to be filled.
const accelerator = { pixelsPerRun: 1 << 22 };

export const providers: Readonly<Record<Place, Provider>> = {
  cpu: { title: 'CPU', provider: 'CPUExecutionProvider', pixelsPerRun: 1 << 17 },
  cuda: { title: 'CUDA', provider: 'CUDAExecutionProvider', ...accelerator },
  dml: { title: 'DirectML', provider: 'DmlExecutionProvider', ...accelerator },
  coreml: { title: 'CoreML', provider: 'CoreMLExecutionProvider', ...accelerator },
  webgpu: { title: 'WebGPU', provider: 'WebGpuExecutionProvider', ...accelerator },
  // Of each server: 32 MiB are sent and 24 or 48 come back, a little more than of the largest tile of a file.
  remote: { title: text.remote, provider: 'Open Inference Protocol v2', pixelsPerRun: 1 << 21 },
};

/** What `auto` tries, in this order; WebGPU only when asked for by name. */
export const autoOrder: readonly RealDevice[] = ['cuda', 'dml', 'coreml', 'cpu'];

export function sessionOptions(device: RealDevice): InferenceSession.SessionOptions {
  return {
    executionProviders: [device],
    graphOptimizationLevel: 'all',
    // Its own messages are errors only: what the user must know is said by what is thrown.
    logSeverityLevel: 3,
  };
}

/** Lets the creation of a session fail rather than leave part of the network to the CPU. */
export const withoutCpuFallback = { extra: { session: { disable_cpu_ep_fallback: '1' } } };
