import type { Engine } from '../../ml/engine/engine.js';
import type { ParameterStore } from '../../ml/engine/parameter-store.js';
import { noDropout } from '../../ml/program/trace.js';
import { Random } from '../../ml/random.js';
import type { Task } from '../../ml/tasks/task.js';
import { PRETRAINING } from './mini-en.js';
import type { TokenShards } from './token-shards.js';

/** Keeps the passages apart from those of training. */
const STREAM = 2 ** 40;

/** Mean loss of the store's parameters on fixed passages of the held-out text, in nats a hidden token. */
export async function heldOutLoss(
  engine: Engine,
  { weights, training }: Task,
  store: ParameterStore,
  text: TokenShards,
): Promise<number> {
  const { seed, validationShape, validationBatches } = PRETRAINING;
  const run = (values: Parameters<typeof training.loss>[0], inputs: Parameters<typeof training.loss>[1]) => ({
    loss: training.loss(values, inputs, noDropout),
  });
  const values = Object.fromEntries(weights.map(({ name }) => [name, store.view('parameter', name)]));
  const scorer = await engine.function({ ...training, weights, run }, values);
  let total = 0;
  for (let i = 0; i < validationBatches; i++) {
    const { parts } = text.maskedBatch(validationShape.rows, validationShape.length, new Random(seed, STREAM + i));
    total += (await scorer.run(parts[0]!)).loss!.data[0]!;
  }
  await scorer.dispose();
  return total / validationBatches;
}
