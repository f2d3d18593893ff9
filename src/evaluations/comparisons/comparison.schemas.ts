import { z } from 'zod';
import { ComparisonResult, Side } from '../../ml/evaluation/comparison/comparison-result.js';
import { Disagreement } from '../../ml/evaluation/comparison/disagreements.js';
import { EVALUATION_METRICS } from '../../ml/evaluation/evaluation-metrics.js';
import { Timestamp } from '../../platform/http/common.schemas.js';
import { Page, PageQuery } from '../../platform/http/pagination.js';
import { EvaluationView, STATUS_OF_TASK } from '../evaluation.schemas.js';
import type { ComparisonEntity } from './comparison.entity.js';

const Metric = z.enum(EVALUATION_METRICS);
const Reference = z.string().min(1).max(100);

export const ComparisonCreate = z
  .strictObject({
    a: Reference.describe('Id of an evaluation, `evl_…`: that of the model in use, say'),
    b: Reference.describe('Id of another on the same version and split: that of the one that may replace it'),
    metric: Metric.optional().describe(
      'What the verdict is about; by default `accuracy`, `microF1` of multi-label, `mse` of regression, `entityF1` of ' +
        'token classification, `loss` of language models',
    ),
    seed: z.int().nonnegative().default(1).describe('Seed of the tests'),
  })
  .meta({ id: 'ComparisonCreate' });
export type ComparisonCreate = z.infer<typeof ComparisonCreate>;

export const ComparisonId = z.string().describe('Id of the comparison, `cmp_…`');

const shape = ComparisonResult.shape;
const Compared = z.object({
  evaluation: z.string().describe('Id of the evaluation'),
  model: z.string().describe('Id of its model'),
});

export const ComparisonView = z
  .object({
    id: ComparisonId,
    status: EvaluationView.shape.status.describe('How far it is; what it found is null until it has succeeded'),
    error: EvaluationView.shape.error,
    a: Compared.describe('The one'),
    b: Compared.describe('The other'),
    dataset: EvaluationView.shape.dataset.describe('What both were measured on'),
    split: EvaluationView.shape.split.describe('The split that both were measured on'),
    metric: Metric.describe('What the verdict is about'),
    verdict: shape.verdict.nullable(),
    metrics: shape.metrics.nullable(),
    agreement: shape.agreement,
    notes: shape.notes.nullable(),
    counts: shape.counts.nullable(),
    seed: shape.seed,
    createdAt: Timestamp.describe('When it was asked for'),
    startedAt: Timestamp.nullable().describe('When work on it began'),
    finishedAt: Timestamp.nullable().describe('When it ended'),
  })
  .meta({ id: 'Comparison' });
export type ComparisonView = z.infer<typeof ComparisonView>;

export const ComparisonPage = Page(ComparisonView).meta({ id: 'ComparisonPage' });

export const ComparisonListQuery = PageQuery.extend({
  evaluation: z.string().max(100).optional().describe('Only comparisons of this evaluation with another'),
});
export type ComparisonListQuery = z.infer<typeof ComparisonListQuery>;

export const DisagreementQuery = PageQuery.extend({
  better: Side.optional().describe('Only examples that this one answers better'),
});
export type DisagreementQuery = z.infer<typeof DisagreementQuery>;

export const DisagreementPage = Page(
  Disagreement.meta({ id: 'Disagreement' }),
  'The disagreements of this page, the widest first',
).meta({ id: 'DisagreementPage' });

/** With its task, and both evaluations with the version. */
export function toComparisonView(comparison: ComparisonEntity): ComparisonView {
  const { id, task, result, a, b, metric, seed, createdAt } = comparison;
  return {
    id,
    status: STATUS_OF_TASK[task.status],
    error: task.error && { code: task.error.code, message: task.error.message },
    a: { evaluation: a.id, model: a.modelId },
    b: { evaluation: b.id, model: b.modelId },
    dataset: { id: a.datasetVersion.datasetId, version: a.datasetVersion.version },
    split: a.split,
    metric,
    verdict: result?.verdict ?? null,
    metrics: result?.metrics ?? null,
    agreement: result?.agreement ?? null,
    notes: result?.notes ?? null,
    counts: result?.counts ?? null,
    seed,
    createdAt: createdAt.toISOString(),
    startedAt: task.startedAt?.toISOString() ?? null,
    finishedAt: task.finishedAt?.toISOString() ?? null,
  };
}
