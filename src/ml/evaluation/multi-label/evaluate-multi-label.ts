import { type MeasureOptions, measure, RESAMPLES } from '../measurement.js';
import type { Scores } from '../scores.js';
import type { Tally } from '../tally.js';
import { type MultiLabelOutcome, multiLabelOutcomes } from './multi-label-outcomes.js';
import type { MultiLabelResult } from './multi-label-result.js';
import { type MultiLabelMetric, MultiLabelTally } from './multi-label-tally.js';

export interface MultiLabelEvaluationInput extends MeasureOptions {
  /** Probability that each label applies, before calibration, [rows, labels]: `loss` is of these. */
  before: Scores;
  /** The same as served, [rows, labels]: everything else is of these. */
  after: Scores;
  /** 1 where a label applies, 0 where not, [rows, labels]. */
  truths: readonly ArrayLike<number>[];
  labelNames: readonly string[];
}

/** Measures a multi-label classifier from its probabilities alone. */
export function evaluateMultiLabel(input: MultiLabelEvaluationInput): MultiLabelResult {
  const { before, after, truths, labelNames, resamples = RESAMPLES } = input;
  const raw = multiLabelOutcomes(before, truths, labelNames.length);
  const served = multiLabelOutcomes(after, truths, labelNames.length);
  const all = MultiLabelTally.of(served, labelNames.length);
  const perLabel = all.perLabel();
  return {
    ...measure(served.length, multiLabelTally(raw, served, labelNames.length), 'microF1', input),
    perClass: Object.fromEntries(labelNames.map((name, k) => [name, perLabel[k]!])),
    counts: { examples: served.length, correct: all.correct(), resamples },
  };
}

/** Empty tallies over outcomes before and after calibration: `loss` is of the former, everything else of the latter. */
export function multiLabelTally(
  raw: readonly Pick<MultiLabelOutcome, 'nll'>[],
  served: readonly MultiLabelOutcome[],
  labels: number,
): () => Tally<MultiLabelMetric> {
  return () => {
    const tally = new MultiLabelTally(served, labels);
    let loss = 0;
    let rows = 0;
    return {
      add(row) {
        tally.add(row);
        loss += raw[row]!.nll;
        rows += 1;
      },
      metrics: () => ({ loss: loss / rows, ...tally.metrics() }),
    };
  };
}
