/** The optimizer steps of a fine-tuning job, and nothing else of it. */

import { openModelFiles, readWeights } from '../../ml/artifact/load-model.js';
import type { Split, StoredExample } from '../../ml/data/example.js';
import { OnnxEngine } from '../../ml/engine/onnx/onnx-engine.js';
import { taskTypeOf } from '../../ml/task-types/registry.js';
import { UNSCALED } from '../../ml/task-types/value-scale.js';
import type { FineTuneMethod } from '../../ml/training/fine-tune-method.js';
import { FineTuning } from '../../ml/training/fine-tuning.js';
import type { Hyperparameters } from '../../ml/training/hyperparameters.js';
import { initialTrainingState } from '../../ml/training/train.js';
import type { BaseModel } from './base-model.js';

export interface BareSteps {
  model: BaseModel;
  dataset: { splits: Record<Split, StoredExample<'text-classification'>[]>; labels: string[] };
  method: FineTuneMethod;
  hyperparameters: Hyperparameters;
  steps: number;
  seed: number;
  threads: number;
}

/** Tokens without padding, and the seconds that the steps took, the first one's too. */
export async function bareSteps(
  { model, dataset, method, hyperparameters, steps, seed, threads }: BareSteps,
  progress: (line: string) => void,
): Promise<{ tokens: number; seconds: number }> {
  const { architecture, tokenizer } = await openModelFiles(model.folder);
  const type = taskTypeOf('text-classification');
  const { maxLength } = hyperparameters;
  const scope = { tokenizer, architecture, headLabels: dataset.labels, maxLength, seed, scale: UNSCALED };
  const encode = (examples: StoredExample[]) => ({ examples, rows: type.rows(examples, scope) });
  const tuning = await FineTuning.prepare(
    {
      type,
      scope,
      method,
      hyperparameters: { ...hyperparameters, maxSteps: steps, earlyStopping: false },
      train: encode(dataset.splits.train),
      validation: encode([]),
    },
    new OnnxEngine({ threads }),
  );
  tuning.makeFresh(tuning.plan.task.weights);
  await readWeights(model.folder, architecture.weights, (name) => tuning.weight(name));
  let tokens = 0;
  const start = performance.now();
  for await (const event of tuning.run({ keep: async () => {}, restore: async () => {} }, initialTrainingState())) {
    if (event.type !== 'step') continue;
    tokens += event.tokens;
    progress(`step ${event.state.step} of ${tuning.totalSteps}`);
  }
  const seconds = (performance.now() - start) / 1000;
  await tuning.dispose();
  return { tokens, seconds };
}
