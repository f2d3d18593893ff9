/** What evaluations of language models keep of an example, and how they judge it. */
import { evaluateGeneration } from '../evaluation/generation/evaluate-generation.js';
import { type LanguageOutcome, LanguageTally, lossOf } from '../evaluation/generation/language-tally.js';
import { measure, RESAMPLES } from '../evaluation/measurement.js';
import { aboutExample, type Prediction, worstFirst } from '../evaluation/prediction.js';
import type { EncodedRows } from './rows/encoded-rows.js';
import type { JudgedObservations, Judgement } from './task-type.js';
import { plainResult } from './uncalibrated.js';

export interface LanguageObservation extends LanguageOutcome {
  /** What was to be written, and what the model wrote, where it was asked to. */
  written?: { reference: string; generated: string };
}

/** Of each example, from the losses of its rows' tokens. An example without rows has no tokens. */
export function languageObservations(
  examples: number,
  { rows }: EncodedRows,
  outputs: readonly Float32Array[],
): LanguageObservation[] {
  const observations = Array.from({ length: examples }, () => ({ nats: 0, tokens: 0 }));
  rows.forEach(({ example }, row) => {
    const losses = outputs[row]!;
    observations[example]!.nats += losses.reduce((sum, loss) => sum + loss, 0);
    observations[example]!.tokens += losses.length;
  });
  return observations;
}

export const measureLanguage = (observations: readonly LanguageObservation[]): Record<string, number> => ({
  ...LanguageTally.of(observations).metrics(),
});

/** Loss and perplexity of all examples; what was written is compared where there is something. */
export function judgeLanguage({
  examples,
  observations,
  ...options
}: JudgedObservations<LanguageObservation>): Judgement {
  const { resamples = RESAMPLES } = options;
  const language = measure(observations.length, () => new LanguageTally(observations), 'loss', options);
  const written = observations.flatMap(({ nats, tokens, written }, row) =>
    written && tokens ? [{ row, nats, tokens, prediction: written.generated, reference: written.reference }] : [],
  );
  const groupsOfWritten = options.groups && written.map(({ row }) => options.groups![row]!);
  const compared = written.length
    ? evaluateGeneration({ ...options, slices: undefined, groups: groupsOfWritten, texts: written })
    : null;
  const result = plainResult({
    ...language,
    metrics: { ...compared?.metrics, ...language.metrics },
    intervals: { ...compared?.intervals, ...language.intervals },
    counts: {
      examples: observations.length,
      tokens: observations.reduce((sum, { tokens }) => sum + tokens, 0),
      ...(compared && { correct: compared.counts.correct, generated: written.length }),
      resamples,
    },
  });
  const prediction = (row: number): Prediction => {
    const { written } = observations[row]!;
    return {
      ...aboutExample(examples[row]!),
      // Whole: there are few of them, and whoever compares two models needs all of both.
      ...(written && { completion: written.reference, generated: written.generated }),
      tokens: observations[row]!.tokens,
      loss: lossOf(observations[row]!),
    };
  };
  return { result, predictions: worstFirst(examples.length, (row) => lossOf(observations[row]!), prediction) };
}
