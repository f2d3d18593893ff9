import { InputError } from '../../input-error.js';
import type { EvaluationMetric } from '../evaluation-metrics.js';
import type { ComparisonResult, Difference, Side } from './comparison-result.js';

/**
 * What a comparison says of the metric that it was asked about.
 * @throws InputError where the models have no such metric in common
 */
export function verdictOf(
  metrics: Partial<Record<EvaluationMetric, Difference>>,
  metric: EvaluationMetric,
  names: Record<Side, string>,
  mcNemar: number | null,
): ComparisonResult['verdict'] {
  const found = metrics[metric];
  if (!found) {
    throw new InputError(
      'metric-missing',
      `Expected a metric that both evaluations have: ${Object.keys(metrics).join(', ') || 'there is none'}; found ${metric}.`,
    );
  }
  const { better, pValue, randomisation, a, b, difference, interval } = found;
  const largest = Math.max(pValue, randomisation ?? 0, mcNemar ?? 0);
  const numbers =
    `${metric} ${short(b)} of ${names.b} against ${short(a)} of ${names.a}, ` +
    `difference ${signed(difference)} (95 % interval ${signed(interval[0])} to ${signed(interval[1])}), p = ${short(largest)}`;
  const statement = better
    ? `${capital(names[better])} is better: ${numbers}.`
    : `The data do not tell ${names.a} and ${names.b} apart: ${numbers}.`;
  return { metric, better, pValue: largest, statement };
}

const short = (value: number): string => String(Number(value.toPrecision(3)));
const signed = (value: number): string => (value > 0 ? `+${short(value)}` : short(value));
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
