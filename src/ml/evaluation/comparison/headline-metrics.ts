import type { DatasetTask } from '../../data/example.js';
import type { EvaluationMetric } from '../evaluation-metrics.js';

/** By which two models are judged unless somebody asks for another metric: what the task is about, in one number. */
export const HEADLINE_METRICS: Readonly<Record<DatasetTask, EvaluationMetric>> = {
  'text-classification': 'accuracy',
  'multi-label-classification': 'microF1',
  'text-regression': 'mse',
  'token-classification': 'entityF1',
  'text-generation': 'loss',
  chat: 'loss',
  text: 'loss',
};
