import { type MeasureOptions, measure, RESAMPLES } from '../measurement.js';
import { type GeneratedText, generationOutcomes } from './generation-outcomes.js';
import type { GenerationResult } from './generation-result.js';
import { GenerationTally } from './generation-tally.js';

export interface GenerationEvaluationInput extends MeasureOptions {
  texts: readonly GeneratedText[];
}

/** Measures a text generator by what it writes, and by the probability that it gives the references. */
export function evaluateGeneration(input: GenerationEvaluationInput): GenerationResult {
  const { texts, resamples = RESAMPLES } = input;
  const outcomes = generationOutcomes(texts);
  const all = GenerationTally.of(outcomes);
  return {
    ...measure(outcomes.rows, () => new GenerationTally(outcomes), 'chrf', input),
    counts: { examples: outcomes.rows, correct: all.correct(), tokens: all.tokens(), resamples },
  };
}
