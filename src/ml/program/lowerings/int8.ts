/**
 * Products and look-ups of matrices in 8 bits, in operators of the ONNX standard. What is multiplied is rounded to 8 bits
 * when it comes, over the whole batch; ONNX Runtime fuses the nodes of a product into one of its own.
 */
import { type Int8Matrix, inputsFirst } from '../int8-matrix.js';
import { ONNX_TYPE } from '../onnx-dtype.js';
import { activeGraph } from '../tracing-backend.js';

/** x [n, in] times a matrix, plus a bias where there is one → [n, out]. */
export function int8Product(x: string, matrix: Int8Matrix, bias?: string): string {
  const graph = activeGraph();
  const { shape, values } = inputsFirst(matrix);
  // Layers that read the same input share this.
  const [rounded, scale, zero] = graph.nodes('DynamicQuantizeLinear', [x], {}, { outputs: 3 });
  const weight = graph.constant(values, shape, 'int8');
  const whole = graph.node('MatMulInteger', [rounded!, weight, zero!]);
  const scales = graph.node('Mul', [scale!, graph.constant(matrix.scales, [shape[1]], 'float32')]);
  const product = graph.node('Mul', [graph.node('Cast', [whole], { to: ONNX_TYPE.float32 }), scales]);
  return bias === undefined ? product : graph.node('Add', [product, bias]);
}

/** Rows of a table at `indices` → [..., columns]. */
export function int8Rows({ shape, values, scales }: Int8Matrix, indices: string): string {
  const graph = activeGraph();
  const rows = graph.node('Gather', [graph.constant(values, shape, 'int8'), indices], { axis: 0 });
  const factors = graph.constant(scales, [shape[0], 1], 'float32');
  const factor = graph.node('Gather', [factors, indices], { axis: 0 });
  return graph.node('Mul', [graph.node('Cast', [rows], { to: ONNX_TYPE.float32 }), factor]);
}
