/** Lowerings of TF.js's element-wise kernels, with folding of uniform operands. */
import * as tf from '@tensorflow/tfjs';
import { ONNX_TYPE } from '../onnx-dtype.js';
import {
  activeGraph,
  broadcastNameOf,
  type GradientRows,
  type Kernel,
  lower,
  nameOf,
  onnxDtype,
  tensorOf,
  tracingBackend,
  uniformTensor,
  uniformValue,
} from '../tracing-backend.js';
import { sameShape } from './shapes.js';

interface BinaryRules {
  /** Which operand is the result when the other is this uniform value. */
  neutral?: { left?: number; right?: number };
  fold?: (a: number, b: number) => number;
  result?: tf.DataType;
}

function binary(op: string, { neutral = {}, fold, result }: BinaryRules = {}): Kernel {
  return ({ inputs }) => {
    const a = inputs.a!;
    const b = inputs.b!;
    const shape = tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const dtype = result ?? a.dtype;
    const uniformA = uniformValue(a);
    const uniformB = uniformValue(b);
    if (fold && uniformA !== undefined && uniformB !== undefined) {
      return uniformTensor(Math.fround(fold(uniformA, uniformB)), shape, dtype);
    }
    if (uniformB !== undefined && uniformB === neutral.right && sameShape(a.shape, shape)) {
      return tensorOf(tracingBackend.value(a), shape, dtype);
    }
    if (uniformA !== undefined && uniformA === neutral.left && sameShape(b.shape, shape)) {
      return tensorOf(tracingBackend.value(b), shape, dtype);
    }
    // A uniform operand can be a scalar only if the other one alone gives the result its shape: [8, 1] + uniform [1, 8].
    const aGivesShape = uniformA === undefined && sameShape(a.shape, shape);
    const bGivesShape = uniformB === undefined && sameShape(b.shape, shape);
    const name = aGivesShape || bGivesShape ? broadcastNameOf : nameOf;
    return tensorOf(activeGraph().node(op, [name(a), name(b)]), shape, dtype);
  };
}

/** Adds up gradients, of which those of embedding tables may be rows. */
function sum(tensors: tf.TensorInfo[]): tf.TensorInfo {
  const rows: GradientRows[] = [];
  let dense: string | undefined;
  for (const tensor of tensors) {
    const value = tracingBackend.value(tensor);
    let name: string | undefined;
    if (value.kind === 'rows') {
      rows.push(...value.rows);
      name = value.dense;
    } else if (!(value.kind === 'uniform' && value.value === 0)) {
      name = nameOf(tensor);
    }
    if (name !== undefined) dense = dense === undefined ? name : activeGraph().node('Add', [dense, name]);
  }
  const { shape, dtype } = tensors[0]!;
  if (rows.length) return tensorOf({ kind: 'rows', rows, ...(dense !== undefined && { dense }) }, shape, dtype);
  return dense === undefined ? uniformTensor(0, shape, dtype) : tensorOf(dense, shape, dtype);
}

lower('Sub', binary('Sub', { neutral: { right: 0 }, fold: (a, b) => a - b }));
lower('Multiply', binary('Mul', { neutral: { left: 1, right: 1 }, fold: (a, b) => a * b }));
lower('RealDiv', binary('Div', { neutral: { right: 1 }, fold: (a, b) => a / b }));
lower('Pow', binary('Pow', { neutral: { right: 1 }, fold: (a, b) => a ** b }));
lower('Maximum', binary('Max', { fold: Math.max }));
lower('Minimum', binary('Min', { fold: Math.min }));
lower('Greater', binary('Greater', { result: 'bool' }));
lower('GreaterEqual', binary('GreaterOrEqual', { result: 'bool' }));
lower('Less', binary('Less', { result: 'bool' }));
lower('LessEqual', binary('LessOrEqual', { result: 'bool' }));
lower('Equal', binary('Equal', { result: 'bool' }));
lower('LogicalAnd', binary('And', { result: 'bool' }));

const addDense = binary('Add', { neutral: { left: 0, right: 0 }, fold: (a, b) => a + b });
lower('Add', (call) => {
  const operands = [call.inputs.a!, call.inputs.b!];
  return operands.some((operand) => tracingBackend.value(operand).kind === 'rows') ? sum(operands) : addDense(call);
});
lower('AddN', ({ inputs }) => sum(Object.values(inputs)));

function lowerUnary(kernelName: string, op: string, fold?: (x: number) => number) {
  lower(kernelName, ({ inputs }) => {
    const x = inputs.x!;
    const uniform = uniformValue(x);
    if (fold && uniform !== undefined) return uniformTensor(Math.fround(fold(uniform)), x.shape, x.dtype);
    return tensorOf(activeGraph().node(op, [nameOf(x)]), x.shape, x.dtype);
  });
}

lowerUnary('Sqrt', 'Sqrt', Math.sqrt);
lowerUnary('Exp', 'Exp', Math.exp);
lowerUnary('Log', 'Log', Math.log);
lowerUnary('Neg', 'Neg', (x) => -x);
lowerUnary('Abs', 'Abs', Math.abs);
lowerUnary('Tanh', 'Tanh');
lowerUnary('Cos', 'Cos');
lowerUnary('Sin', 'Sin');
lowerUnary('Erf', 'Erf');
lowerUnary('Sigmoid', 'Sigmoid');
lowerUnary('Relu', 'Relu');
lowerUnary('LogicalNot', 'Not');
lower('Identity', ({ inputs: { x } }) => tensorOf(tracingBackend.value(x!), x!.shape, x!.dtype));
lower('Square', ({ inputs: { x } }) =>
  tensorOf(activeGraph().node('Mul', [nameOf(x!), nameOf(x!)]), x!.shape, x!.dtype),
);
lower('Rsqrt', ({ inputs: { x } }) => {
  const root = activeGraph().node('Sqrt', [nameOf(x!)]);
  return tensorOf(activeGraph().node('Reciprocal', [root]), x!.shape, x!.dtype);
});
lower('Step', ({ inputs: { x }, attrs }) => {
  const graph = activeGraph();
  const positive = graph.node('Greater', [nameOf(x!), graph.scalar(0)]);
  const below = graph.scalar((attrs.alpha as number) ?? 0);
  return tensorOf(graph.node('Where', [positive, graph.scalar(1), below]), x!.shape, x!.dtype);
});
lower('Cast', ({ inputs, attrs }) => {
  const x = inputs.x!;
  const dtype = attrs.dtype as tf.DataType;
  const uniform = uniformValue(x);
  if (uniform !== undefined) return uniformTensor(uniform, x.shape, dtype);
  if (dtype === x.dtype) return tensorOf(nameOf(x), x.shape, dtype);
  return tensorOf(activeGraph().node('Cast', [nameOf(x)], { to: ONNX_TYPE[onnxDtype(dtype)] }), x.shape, dtype);
});
lower('Select', ({ inputs }) => {
  const condition = inputs.condition!;
  const t = inputs.t!;
  const e = inputs.e!;
  const shape = tf.backend_util.assertAndGetBroadcastShape(condition.shape, t.shape);
  const operands = [nameOf(condition), broadcastNameOf(t), broadcastNameOf(e)];
  return tensorOf(activeGraph().node('Where', operands), shape, t.dtype);
});
lower('ZerosLike', ({ inputs: { x } }) => uniformTensor(0, x!.shape, x!.dtype));
lower('OnesLike', ({ inputs: { x } }) => uniformTensor(1, x!.shape, x!.dtype));
lower('Fill', ({ attrs }) =>
  uniformTensor(attrs.value as number, attrs.shape as number[], (attrs.dtype as tf.DataType) ?? 'float32'),
);
