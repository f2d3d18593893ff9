/** What the `prune` worker is given and what it leaves. */
import { z } from 'zod';
import { HyperparameterChoices, Hyperparameters } from '../training/hyperparameters.js';
import { ModelJobInput, ModelJobOutput } from '../training/model-job.schemas.js';
import { Comparison } from './comparison.js';

/** The task's kind, and its handler's name. */
export const PRUNE_TASK = 'prune';

const share = z.number().min(0).max(0.95);

export const Sparsity = z.strictObject({
  heads: share.describe('Share of the attention heads of each layer that go'),
  feedForward: share.describe('Share of the feed-forward units of each layer that go'),
});

export const PruneInput = ModelJobInput.extend({ sparsity: Sparsity, hyperparameters: HyperparameterChoices });
export type PruneInput = z.infer<typeof PruneInput>;

export const PruneOutput = z.strictObject({
  ...ModelJobOutput.shape,
  hyperparameters: Hyperparameters,
  steps: z.int().nonnegative().describe('Optimizer steps taken.'),
  comparison: Comparison,
});
export type PruneOutput = z.infer<typeof PruneOutput>;
