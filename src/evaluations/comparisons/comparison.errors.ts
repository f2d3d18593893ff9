import type { EvaluationMetric } from '../../ml/evaluation/evaluation-metrics.js';
import { Conflict, Invalid, NotFound } from '../../platform/errors/problem.js';
import type { EvaluationEntity } from '../evaluation.entity.js';
import type { ComparisonView } from './comparison.schemas.js';

export class ComparisonNotFound extends NotFound {
  constructor(id: string) {
    super('comparison-not-found', `There is no comparison ${id}. GET /v1/comparisons lists those there are.`);
  }
}

export class ComparisonNotFinished extends Conflict {
  constructor({ id, status, error }: ComparisonView) {
    const ended = status === 'failed' || status === 'cancelled';
    const advice = ended ? `${error?.message ?? ''} Start another.` : 'Wait until it has succeeded.';
    super('comparison-not-finished', `Expected the comparison ${id} to have succeeded; it is ${status}. ${advice}`);
  }
}

export class SameEvaluation extends Invalid {
  constructor(id: string) {
    const message = `expected another evaluation than \`a\`; found ${id} twice`;
    super('same-evaluation', `There is nothing to compare: ${message}.`, { errors: [{ path: 'b', message }] });
  }
}

/** Numbers from different examples differ for that alone, and no test can tell. */
export class EvaluationsNotComparable extends Invalid {
  constructor(a: EvaluationEntity, b: EvaluationEntity) {
    const of = ({ split, datasetVersion }: EvaluationEntity) =>
      `${split} of version ${datasetVersion.version} of ${datasetVersion.datasetId}`;
    const message = `expected two evaluations of the same examples; ${a.id} is on ${of(a)}, ${b.id} on ${of(b)}: evaluate one of the models on the other's version and split`;
    super('evaluations-not-comparable', `They can't be compared: ${message}.`, { errors: [{ path: 'b', message }] });
  }
}

export class MetricUnknown extends Invalid {
  constructor(metric: EvaluationMetric, known: readonly string[]) {
    const message = `expected a metric that both evaluations have: ${known.join(', ')}; found ${metric}`;
    super('metric-unknown', `They can't be compared by that: ${message}.`, { errors: [{ path: 'metric', message }] });
  }
}
