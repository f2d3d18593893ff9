import type { ModelCard } from '../../../ml/artifact/model-card.js';
import type { Comparison } from '../../../ml/compression/comparison.js';
import type { Hyperparameters } from '../../../ml/training/hyperparameters.js';
import type { ModelJobInput } from '../../../ml/training/model-job.schemas.js';
import { fineTuneCard } from '../fine-tune/fine-tune-card.js';
import type { Verdict } from '../fine-tune/judge.js';
import type { Splits } from '../fine-tune/read-splits.js';

interface MadeModel {
  /** How: the first words of the card. */
  made: string;
  maxLength: number;
  splits: Splits;
  verdict: Verdict;
  comparison: Comparison;
  /** Of jobs that trained. */
  hyperparameters?: Hyperparameters;
}

/** What the README of a model says that was made smaller. */
export function modelCard(input: ModelJobInput, made: MadeModel): ModelCard {
  const { splits, maxLength, hyperparameters } = made;
  const counts = { train: splits.train.length, validation: splits.validation.length, test: splits.test.length };
  const card = fineTuneCard(input, { ...hyperparameters, maxLength }, made.verdict, { baseline: null, counts });
  return {
    ...card,
    made: made.made,
    comparison: made.comparison,
    training: { ...card.training, hyperparameters: { ...hyperparameters } },
  };
}
