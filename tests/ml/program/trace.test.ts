import * as tf from '@tensorflow/tfjs';
import { embedding } from '../../../src/ml/program/operators/rows.js';
import { type GradientProgram, noDropout, traceFunction, traceGradients } from '../../../src/ml/program/trace.js';
import { engine, floats, relativeError } from '../support/eager-and-compiled.js';

const inputs = { x: { shape: ['batch', 'seq', 4], dtype: 'float32' as const } };
const trace = (run: (x: tf.Tensor) => tf.Tensor) =>
  traceFunction({ dimensions: ['batch', 'seq'], inputs, weights: [], run: (_, { x }) => ({ out: run(x!) }) });

describe('tracing refuses what would be baked into the graph', () => {
  it.each<[string, (x: tf.Tensor) => tf.Tensor, string]>([
    ['dropout', (x) => tf.dropout(x, 0.1), 'tf.dropout'],
    ['random numbers', (x) => x.add(tf.randomUniform([4])), 'tf.randomUniform'],
    ['random normal numbers', (x) => x.add(tf.randomNormal([4])), 'tf.randomNormal'],
    ['a dimension minus one', (x) => x.slice([0, 1, 0], [-1, -1, -1]), 'sum or difference of the dimension "seq"'],
    ['one over a dimension', (x) => x.mul(1 / x.shape[1]!), 'size of the dimension "seq"'],
    ['a dimension as a number', (x) => x.mul(x.shape[0]! * 2), 'size of the dimension "batch"'],
    ['a product of dimensions', (x) => x.div(x.shape[0]! * x.shape[1]!), 'baked into the graph'],
    ['reading a value', (x) => x.mul(x.sum().dataSync()[0]!), 'cannot read a value'],
  ])('%s', async (_, run, message) => {
    await expect(trace(run)).rejects.toThrow(message);
  });

  it('a tensor from outside', async () => {
    await tf.setBackend('cpu');
    const stray = tf.tensor1d([1, 2, 3, 4]);
    await expect(trace((x) => x.add(stray))).rejects.toThrow();
    stray.dispose();
  });

  it('a trainable table looked up by something computed', async () => {
    const program: GradientProgram = {
      dimensions: [],
      inputs: { ids: { shape: [3], dtype: 'int32' } },
      trainable: [{ name: 't', shape: [5, 4] }],
      frozen: [],
      loss: ({ t }, { ids }) => embedding(t!, ids!.add(tf.scalar(1, 'int32'))).sum(),
    };
    await expect(traceGradients(program)).rejects.toThrow('looked up by an input');
  });

  it('a trainable weight that the loss does not depend on', async () => {
    const program: GradientProgram = {
      dimensions: [],
      inputs: {},
      trainable: [
        { name: 'used', shape: [2] },
        { name: 'idle', shape: [2] },
      ],
      frozen: [],
      loss: ({ used }) => used!.sum(),
    };
    await expect(traceGradients(program)).rejects.toThrow('"idle"');
  });
});

describe('a traced program', () => {
  it('runs at any size of its symbolic dimensions', async () => {
    const program = { dimensions: ['batch', 'seq'], inputs, weights: [] };
    const runner = await engine.function(
      { ...program, run: (_, { x }) => ({ out: x!.reshape([x!.shape[0]! * x!.shape[1]!, 4]).sum(0) }) },
      {},
    );
    for (const [batch, seq] of [
      [1, 1],
      [3, 7],
      [8, 2],
    ] as const) {
      const x = floats([batch, seq, 4], batch);
      const { out } = await runner.run({ x });
      const expected = [0, 1, 2, 3].map((column) =>
        [...x.data].reduce((sum, v, i) => (i % 4 === column ? sum + v : sum), 0),
      );
      expect(relativeError(out!.data, expected)).toBeLessThan(1e-5);
    }
    await runner.dispose();
  });

  it('shares equal nodes and drops those that nothing needs', async () => {
    const graph = await trace((x) => {
      x.exp().tanh();
      return x.exp().add(x.exp());
    });
    expect(graph.nodes.map((node) => node.op)).toEqual(['Exp', 'Add', 'Identity']);
  });

  it('leaves no tensor behind and the backend as it was', async () => {
    await tf.setBackend('cpu');
    const before = tf.memory().numTensors;
    await trace((x) => x.exp());
    await trace((x) => tf.dropout(x, 0.5)).catch(() => {});
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.getBackend()).toBe('cpu');
  });

  it('has no dropout where none is asked for', () => {
    const x = tf.tensor1d([1, 2]);
    expect(noDropout(x, 0.5)).toBe(x);
    x.dispose();
  });
});
