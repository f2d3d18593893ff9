// The tables of `npm run bench:mail`.
import type { ClassificationResult } from '../../ml/evaluation/evaluation-result.js';
import { markdown } from './markdown.js';
import { mean, NUMBERS, type NumberName, numbersOf } from './numbers.js';

/** One model of one seed, on that seed's test split. */
export interface MeasuredModel {
  seed: number;
  model: ModelName;
  result: ClassificationResult;
  /** Optimizer steps; null where there are none. */
  steps: number | null;
}

export const MODELS = ['fine-tuned', 'random start', 'baseline'] as const;
export type ModelName = (typeof MODELS)[number];

/** Which metric's bootstrap interval belongs to a number; for the ECE before calibration there is none. */
const INTERVALS: Partial<Record<NumberName, keyof ClassificationResult['intervals']>> = {
  'macro-F1': 'macroF1',
  accuracy: 'accuracy',
  'ECE after': 'ece',
  'NLL before': 'loss',
  'NLL after': 'nll',
};

/** Means over the seeds: `{model: {number: mean}}`. */
export function meansOf(measured: readonly MeasuredModel[]): Record<ModelName, Record<NumberName, number>> {
  const meanOf = (model: ModelName, name: NumberName) =>
    mean(measured.filter((one) => one.model === model).map(({ result }) => numbersOf(result)[name]));
  const row = (model: ModelName) => Object.fromEntries(NUMBERS.map((name) => [name, meanOf(model, name)]));
  return Object.fromEntries(MODELS.map((model) => [model, row(model)])) as ReturnType<typeof meansOf>;
}

/** Markdown: the means, then every seed with its 95 % bootstrap intervals. */
export function mailTables(measured: readonly MeasuredModel[]): string {
  const seeds = [...new Set(measured.map(({ seed }) => seed))];
  const means = meansOf(measured);
  return [
    `Mean of ${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'} (splits and training):`,
    '',
    ...markdown(
      ['model', ...NUMBERS],
      MODELS.map((model) => [model, ...NUMBERS.map((name) => means[model][name].toFixed(4))]),
    ),
    '',
    'Every seed, with 95 % bootstrap intervals:',
    '',
    ...markdown(
      ['seed', 'model', 'steps', 'test mails', ...NUMBERS],
      measured.map(({ seed, model, steps, result }) => [
        String(seed),
        model,
        steps === null ? '' : String(steps),
        String(result.counts.examples),
        ...NUMBERS.map((name) => withInterval(result, name)),
      ]),
    ),
  ].join('\n');
}

function withInterval(result: ClassificationResult, name: NumberName): string {
  const metric = INTERVALS[name];
  const value = numbersOf(result)[name].toFixed(4);
  if (metric === undefined) return value;
  const [low, high] = result.intervals[metric];
  return `${value} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}
