/**
 * The end of a job that made a model smaller: the network in the job's folder is calibrated and measured as it will be
 * served, held against the model that was there before, and sealed.
 */
import { join } from 'node:path';
import type { Architecture } from '../../../ml/architectures/architecture.js';
import type { Comparison } from '../../../ml/compression/comparison.js';
import type { Hyperparameters } from '../../../ml/training/hyperparameters.js';
import { MODEL_JOB_MODEL_FOLDER, type ModelJobInput } from '../../../ml/training/model-job.schemas.js';
import type { TaskContext } from '../../task-handler.js';
import type { Splits } from '../fine-tune/read-splits.js';
import { type MeasuredModel, measureModel } from './measured-model.js';
import { modelCard } from './model-card.js';
import { sealModel } from './seal-model.js';

interface SmallerModel {
  input: ModelJobInput;
  /** How: the first words of the card. */
  made: string;
  before: MeasuredModel;
  architecture: Architecture;
  headLabels: readonly string[];
  maxLength: number;
  splits: Splits;
  /** Of jobs that trained. */
  hyperparameters?: Hyperparameters;
  /** What people must know of it beside what the verdict says. */
  warnings?: readonly string[];
}

export async function conclude(smaller: SmallerModel, context: TaskContext) {
  const { input, before, architecture, headLabels, splits, warnings = [] } = smaller;
  const { seed, calibration, conformal } = input;
  const folder = join(context.scratch, MODEL_JOB_MODEL_FOLDER);
  const after = await measureModel({ folder, model: null, splits, seed, calibration, conformal }, context);
  const { verdict } = after;
  const comparison: Comparison = {
    split: verdict.evaluated?.split ?? null,
    tokens: before.tokens,
    before: before.side,
    after: after.side,
  };
  const card = modelCard(input, { ...smaller, verdict, comparison });
  const judged = await sealModel(context.scratch, {
    input,
    architecture,
    headLabels,
    parameters: after.side.parameters,
    verdict,
    card: { ...card, warnings: [...card.warnings, ...warnings] },
  });
  return { ...judged, comparison };
}
