import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { architectureFor } from '../../../src/ml/architectures/registry.js';
import { INT8_WEIGHTS_FILE, writeInt8Weights } from '../../../src/ml/artifact/int8-checkpoint.js';
import { loadWeights } from '../../../src/ml/artifact/load-model.js';
import type { FunctionRunner, WeightValues } from '../../../src/ml/engine/engine.js';
import { OnnxEngine } from '../../../src/ml/engine/onnx/onnx-engine.js';
import { isQuantized, quantizeWeight } from '../../../src/ml/program/constant-weights.js';
import { dequantize, quantize } from '../../../src/ml/program/int8-matrix.js';
import { taskOf } from '../../../src/ml/tasks/objective.js';
import { singleLabel } from '../../../src/ml/tasks/text-objectives.js';
import { tokenFeeds } from '../../../src/ml/tasks/token-batch.js';
import { causalLanguageModel, maskedLanguageModel } from '../../../src/ml/tasks/token-objectives.js';
import { floats, relativeError } from '../support/eager-and-compiled.js';

const REFERENCE = join(import.meta.dirname, '../../reference');
const engine = new OnnxEngine({ threads: 1 });

describe('a matrix in 8 bits', () => {
  it.each(['rows', 'columns'] as const)(
    'has a scale for each of its %s, and errs by half of it at most',
    (channels) => {
      const { data } = floats([6, 5], 1);
      const matrix = quantize(data as Float32Array, [6, 5], channels);
      expect(matrix.scales).toHaveLength(channels === 'rows' ? 6 : 5);
      const back = dequantize(matrix);
      back.forEach((value, i) => {
        const scale = matrix.scales[channels === 'rows' ? Math.floor(i / 5) : i % 5]!;
        expect(Math.abs(value - data[i]!)).toBeLessThanOrEqual(0.5001 * scale);
      });
    },
  );

  it('comes out the same when what it stands for is rounded again', () => {
    const matrix = quantize(floats([30, 20], 2).data as Float32Array, [30, 20], 'rows');
    expect(quantize(dequantize(matrix), [30, 20], 'rows').values).toEqual(matrix.values);
  });

  it('may hold nothing but zeros', () => {
    expect([...dequantize(quantize(new Float32Array(4), [2, 2], 'rows'))]).toEqual([0, 0, 0, 0]);
  });
});

describe.each([
  ['bert/classification', singleLabel(3)],
  ['distilbert/classification', singleLabel(3)],
  ['bert/masked-language-model', maskedLanguageModel],
  ['gpt2/causal-language-model', causalLanguageModel],
  ['llama/causal-language-model', causalLanguageModel],
])('%s in 8 bits', (reference, objective) => {
  const folder = join(REFERENCE, reference);
  let weights: WeightValues;
  let task: ReturnType<typeof taskOf>;
  beforeAll(async () => {
    const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
    task = taskOf(architectureFor(config), objective);
    weights = await loadWeights(folder, task.weights);
  });

  const logits = async (values: WeightValues, precision: 'float32' | 'int8') => {
    const sequences = [
      [2, 5, 7, 9, 3],
      [2, 6, 3],
    ].map((ids) => ({ inputIds: Int32Array.from(ids) }));
    const runner: FunctionRunner = await engine.inference(
      { ...task.inference, weights: task.weights },
      values,
      precision,
    );
    const { data } = (await runner.run(tokenFeeds(sequences, 5, 0))).logits!;
    await runner.dispose();
    return data;
  };

  it('answers nearly as before', async () => {
    const exact = await logits(weights, 'float32');
    const rounded = await logits(weights, 'int8');
    expect(relativeError(rounded, exact)).toBeGreaterThan(0);
    expect(relativeError(rounded, exact)).toBeLessThan(0.1);
  });

  it('is read back as it was written, whatever the layout of its matrices', async () => {
    const written = await mkdtemp(join(tmpdir(), 'int8-'));
    await writeInt8Weights(join(written, INT8_WEIGHTS_FILE), task.weights, weights);
    const read = await loadWeights(written, task.weights);
    for (const spec of task.weights) {
      const values = weights[spec.name]!;
      const expected = isQuantized(spec) ? dequantize(quantizeWeight(spec, values)) : values;
      expect(read[spec.name]).toEqual(expected);
    }
    await rm(written, { recursive: true });
  });
});
