/** Writes a classifier's network as `onnx/model.onnx`, as transformers.js and any ONNX runtime load it. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EagerEngine } from '../engine/eager/eager-engine.js';
import type { Engine, Feeds, Precision, WeightValues } from '../engine/engine.js';
import { runOnnxModel } from '../engine/onnx/run-model.js';
import { constantWeights } from '../program/constant-weights.js';
import { encodeOnnxModel } from '../program/onnx-model.js';
import { withPublicInputs } from '../program/public-inputs.js';
import { traceFunction } from '../program/trace.js';
import { Random } from '../random.js';
import type { Task } from '../tasks/task.js';
import { tokenFeeds } from '../tasks/token-batch.js';
import { writeAtomically } from './atomic-file.js';

export const ONNX_FILE = 'onnx/model.onnx';

/** Batch and sequence sizes at which an export must agree with the network. */
const CHECKED_SIZES = [
  [1, 5],
  [2, 9],
  [3, 4],
] as const;
const TOLERANCE = 1e-4;
/** Of the largest logit: what is rounded to 8 bits on its way differs, and only a graph that is wrong differs more. */
const INT8_TOLERANCE = 0.25;

export interface ExportOptions {
  vocabSize: number;
  padId: number;
  /** What the export is compared with; by default the network run kernel by kernel in plain JavaScript. */
  reference?: Engine;
  /** In what its products are computed; `float32` by default. */
  precision?: Precision;
}

/**
 * Raw logits from `input_ids`, `attention_mask` and `token_type_ids` (int64 [batch, seq]).
 * @throws when the file would not give the network's logits.
 */
export async function exportOnnx(
  path: string,
  task: Task,
  weights: WeightValues,
  options: ExportOptions,
): Promise<void> {
  const program = { ...task.inference, weights: task.weights };
  const { precision = 'float32' } = options;
  const constants = constantWeights(task.weights, weights, precision);
  const graph = await traceFunction({ ...task.inference, portable: true, weights: constants });
  const bytes = encodeOnnxModel(withPublicInputs(graph));

  const reference = await (options.reference ?? new EagerEngine('cpu', 'cpu')).function(program, weights);
  for (const [batch, seq] of CHECKED_SIZES) {
    const feeds = randomFeeds(batch, seq, options);
    const expected = (await reference.run(feeds)).logits!.data;
    const found = await runOnnxModel(bytes, publicFeeds(feeds), 'logits');
    const difference = Math.max(...expected.map((value, i) => Math.abs(value - found[i]!)));
    const tolerance = precision === 'int8' ? INT8_TOLERANCE * Math.max(1, ...expected.map(Math.abs)) : TOLERANCE;
    if (!(difference <= tolerance)) {
      throw new Error(
        `the ONNX export differs from the network by ${difference} at batch ${batch}, sequence ${seq}; at most ${tolerance} is tolerated`,
      );
    }
  }
  await reference.dispose();
  await mkdir(dirname(path), { recursive: true });
  await writeAtomically(path, (handle) => handle.writeFile(bytes));
}

/** Sequences of random tokens, the first as long as the batch, the others shorter. */
function randomFeeds(batch: number, seq: number, { vocabSize, padId }: ExportOptions): Feeds {
  const random = new Random(seq, batch);
  const sequences = Array.from({ length: batch }, (_, row) => ({
    inputIds: Int32Array.from({ length: Math.max(1, seq - row) }, () => random.below(vocabSize)),
  }));
  return tokenFeeds(sequences, seq, padId);
}

function publicFeeds({ input_ids, attention_mask, token_type_ids }: Feeds) {
  return Object.fromEntries(
    Object.entries({ input_ids, attention_mask, token_type_ids }).map(([name, feed]) => {
      return [name, { shape: feed!.shape, data: BigInt64Array.from(feed!.data, BigInt) }];
    }),
  );
}
