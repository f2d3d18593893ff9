import type { Span } from '../../spans/span.js';
import { type MeasureOptions, measure, RESAMPLES } from '../measurement.js';
import { entityOutcomes } from './entity-outcomes.js';
import { EntityTally } from './entity-tally.js';
import type { TokenClassificationResult } from './token-classification-result.js';

export interface TokenClassificationEvaluationInput extends MeasureOptions {
  /** The entities that the model finds in each example. */
  predicted: readonly (readonly Span[])[];
  /** The true entities of each, trimmed as the predicted ones are (`trimSpan`). */
  truths: readonly (readonly Span[])[];
  /** The entity labels. */
  labelNames: readonly string[];
}

/** Measures a token classifier by the entities that it finds. */
export function evaluateTokenClassification(input: TokenClassificationEvaluationInput): TokenClassificationResult {
  const { predicted, truths, labelNames, resamples = RESAMPLES } = input;
  const outcomes = entityOutcomes(predicted, truths, labelNames);
  const perLabel = EntityTally.of(outcomes, labelNames.length).perLabel();
  return {
    ...measure(outcomes.length, () => new EntityTally(outcomes, labelNames.length), 'entityF1', input),
    perClass: Object.fromEntries(labelNames.map((name, k) => [name, perLabel[k]!])),
    counts: {
      examples: outcomes.length,
      correct: outcomes.filter(({ exact }) => exact).length,
      entities: perLabel.reduce((sum, { support }) => sum + support, 0),
      resamples,
    },
  };
}
