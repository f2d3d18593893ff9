/** Writes a classifier's network as `onnx/model.onnx`, as transformers.js and any ONNX runtime load it. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EagerEngine } from '../engine/eager/eager-engine.js';
import type { Engine, Feeds, WeightValues } from '../engine/engine.js';
import { runOnnxModel } from '../engine/onnx/run-model.js';
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

export interface ExportOptions {
  vocabSize: number;
  padId: number;
  /** What the export is compared with; by default the network run kernel by kernel in plain JavaScript. */
  reference?: Engine;
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
  const constants = task.weights.map((weight) => ({ ...weight, data: weights[weight.name]! }));
  const graph = await traceFunction({ ...task.inference, portable: true, weights: constants });
  const bytes = encodeOnnxModel(withPublicInputs(graph));

  const reference = await (options.reference ?? new EagerEngine('cpu', 'cpu')).function(program, weights);
  for (const [batch, seq] of CHECKED_SIZES) {
    const feeds = randomFeeds(batch, seq, options);
    const expected = (await reference.run(feeds)).logits!.data;
    const found = await runOnnxModel(bytes, publicFeeds(feeds), 'logits');
    const difference = Math.max(...expected.map((value, i) => Math.abs(value - found[i]!)));
    if (!(difference <= TOLERANCE)) {
      throw new Error(
        `the ONNX export differs from the network by ${difference} at batch ${batch}, sequence ${seq}; at most ${TOLERANCE} is tolerated`,
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
