import type { ModelFiles } from '../../../ml/artifact/load-model.js';
import { percentile } from '../../../ml/data/percentile.js';
import { parameterCount } from '../../../ml/engine/parameter-store.js';
import { taskTypeOf } from '../../../ml/task-types/registry.js';
import { UNSCALED } from '../../../ml/task-types/value-scale.js';
import { taskOf } from '../../../ml/tasks/objective.js';
import type { FineTuneInput } from '../../../ml/training/fine-tune.schemas.js';
import { type Hyperparameters, resolveHyperparameters } from '../../../ml/training/hyperparameters.js';
import { headLabelsFor } from './head-labels.js';
import type { Splits } from './read-splits.js';

type TrainingInput = Pick<FineTuneInput, 'task' | 'labels' | 'seed' | 'method' | 'hyperparameters'>;

/** Examples that are looked at to learn how long they are. */
const LENGTH_SAMPLE = 2000;

/** What `auto` comes to, from a look at the data. */
export function chooseHyperparameters(input: TrainingInput, base: ModelFiles, splits: Splits): Hyperparameters {
  // Not the tokenizer's own maximum: that is what an earlier job chose, where the base is a model of ours.
  const { architecture } = base;
  const modelMaxLength = architecture.sizes.maxLength;
  const type = taskTypeOf(input.task);
  const scope = { ...unscaledScope(input, base), maxLength: modelMaxLength };
  const stride = Math.max(1, Math.floor(splits.train.length / LENGTH_SAMPLE));
  const sample = splits.train.filter((_, row) => row % stride === 0);
  const objective = type.objective(scope, 0);
  const { weights } = taskOf(architecture, objective);
  return resolveHyperparameters(input.hyperparameters, {
    trainExamples: splits.train.length,
    validationExamples: splits.validation.length,
    tokensP95: percentile(type.rows(sample, scope).lengths, 0.95),
    parameters: parameterCount(weights),
    method: input.method.type,
    predictsTokens: objective.chosenTokens,
    modelMaxLength,
  });
}

/** What examples are read with, but for how long they may be. */
export function unscaledScope(input: Pick<TrainingInput, 'task' | 'labels' | 'seed'>, base: ModelFiles) {
  const { architecture, tokenizer } = base;
  return { tokenizer, architecture, headLabels: headLabelsFor(input, base), seed: input.seed, scale: UNSCALED };
}
