/** The one way to ONNX Runtime: whoever imports it from here loads it silenced, however the process was started. */
// Modules are evaluated in the order of their imports: the variable is set by the time the library is loaded.
import './no-telemetry';

export { env, InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
