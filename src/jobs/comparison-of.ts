import { Comparison } from '../ml/compression/comparison.js';
import type { ModelJobOutput } from '../ml/training/model-job.schemas.js';

/** What a job shows that made a model smaller. */
export const comparisonOf = ({ comparison }: ModelJobOutput): { comparison: Comparison } => ({
  comparison: Comparison.parse(comparison),
});
