import { z } from 'zod';
import { Sparsity } from '../../../ml/compression/prune.schemas.js';
import {
  chosenHyperparametersField,
  comparisonField,
  DatasetReference,
  hyperparametersField,
  jobCreateFields,
  jobViewFields,
  ModelReference,
} from '../../job-fields.js';

const type = z
  .literal('prune')
  .describe('Takes the least important attention heads and feed-forward units out of a model');

const SparsityChoice = z.union([Sparsity.shape.heads, Sparsity], {
  error: ({ input }) =>
    `expected a share from 0 to 0.95, or {"heads": 0.5, "feedForward": 0.5}; found ${JSON.stringify(input)?.slice(0, 200)}`,
});

export const PruneJobCreate = z
  .strictObject({
    type,
    ...jobCreateFields,
    model: ModelReference.describe('The fine-tuned model to prune: its id, or `name@alias`'),
    dataset: DatasetReference.describe('What importance is measured on, and what is left is trained on'),
    sparsity: SparsityChoice.describe(
      'Share of each layer that goes: one for both, or one for heads and one for units',
    ),
    ...hyperparametersField,
  })
  .meta({ id: 'PruneJobCreate' });
export type PruneJobCreate = z.infer<typeof PruneJobCreate>;

export const PruneJobView = z
  .object({
    type,
    ...jobViewFields,
    ...chosenHyperparametersField,
    sparsity: Sparsity.describe('Shares of each layer that go'),
    ...comparisonField,
  })
  .meta({ id: 'PruneJob' });
