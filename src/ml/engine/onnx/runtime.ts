/** ONNX Runtime, with its telemetry off: the only place that loads the library. */
import './no-telemetry.js';
import * as ort from 'onnxruntime-node';

export { ort };
