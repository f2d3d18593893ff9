import { CLASSIFICATION_METRICS } from './classification-tally.js';
import { GENERATION_METRICS } from './generation/generation-tally.js';
import { MULTI_LABEL_METRICS } from './multi-label/multi-label-tally.js';
import { REGRESSION_METRICS } from './regression/regression-tally.js';
import { ENTITY_METRICS } from './token-classification/entity-tally.js';

/** Every metric that some task has. */
export const EVALUATION_METRICS = [
  ...new Set([
    'loss',
    ...CLASSIFICATION_METRICS,
    ...MULTI_LABEL_METRICS,
    ...REGRESSION_METRICS,
    ...ENTITY_METRICS,
    ...GENERATION_METRICS,
  ] as const),
] as const;
export type EvaluationMetric = (typeof EVALUATION_METRICS)[number];
