import { argmax, type Scores } from '../evaluation/scores.js';
import { logSumExp, softmax } from '../evaluation/softmax.js';

/** Temperatures outside of these say that something is wrong with the model, not how sure it is. */
export const TEMPERATURE_BOUNDS = [1 / 20, 20] as const;

export interface TemperatureFit {
  temperature: number;
  /** Mean negative log-likelihood in nats, at temperature 1 and at the one found; the second is never the larger. */
  nllBefore: number;
  nllAfter: number;
  note: 'separable' | 'at-bound' | null;
}

/**
 * Temperature scaling (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, section 4.2): the T that
 * minimises the negative log-likelihood of softmax(logits / T). In 1/T that function is convex; its derivative
 * is the mean of E[z] - z_label and has one root, found by Newton's steps kept inside a bracket.
 *
 * Where every row is predicted right the likelihood only grows as T goes to 0, which would make the first error on new
 * text cost without bound. There the labels are smoothed as by Platt ("Probabilistic Outputs for Support Vector
 * Machines", 1999): of n right rows the true class gets (n + 1) / (n + 2), and the temperature is at most 1.
 *
 * @param logits [rows, classes] @param labels a class for each row
 */
export function fitTemperature(logits: Scores, labels: ArrayLike<number>): TemperatureFit {
  const separable = logits.every((row, i) => argmax(row) === labels[i]);
  const smoothing = separable ? 1 / (logits.length + 2) : 0;
  const [coldest, hottest] = TEMPERATURE_BOUNDS;
  const beta = rootOfIncreasing((b) => slopeOf(logits, labels, b, smoothing), 1 / hottest, 1 / coldest);
  const found = separable ? Math.min(1, 1 / beta) : 1 / beta;
  const nllBefore = meanNll(logits, labels, 1);
  const nllFound = meanNll(logits, labels, found);
  // Gains of the order of rounding are none: at the minimum, or where every temperature is as good as another.
  const better = nllBefore - nllFound > 1e-12 * nllBefore;
  const temperature = better ? found : 1;
  const atBound = temperature === coldest || temperature === hottest;
  return {
    temperature,
    nllBefore,
    nllAfter: better ? nllFound : nllBefore,
    note: atBound ? 'at-bound' : separable ? 'separable' : null,
  };
}

/** Mean negative log-likelihood of the labels under softmax(logits / temperature), nats a row. */
export function meanNll(logits: Scores, labels: ArrayLike<number>, temperature = 1): number {
  let sum = 0;
  for (let row = 0; row < logits.length; row++) {
    sum += logSumExp(logits[row]!, temperature) - logits[row]![labels[row]!]! / temperature;
  }
  return sum / logits.length;
}

/** Where a function and its derivative stand at one point. */
interface Slope {
  value: number;
  derivative: number;
}

/** First and second derivative by 1/T of the mean negative log-likelihood with smoothed labels. */
function slopeOf(logits: Scores, labels: ArrayLike<number>, inverse: number, smoothing: number): Slope {
  let value = 0;
  let derivative = 0;
  for (let row = 0; row < logits.length; row++) {
    const z = logits[row]!;
    const p = softmax(z, 1 / inverse);
    const label = labels[row]!;
    let mean = 0;
    let others = 0;
    for (let k = 0; k < p.length; k++) {
      mean += p[k]! * z[k]!;
      if (k !== label) others += z[k]! / (p.length - 1);
    }
    for (let k = 0; k < p.length; k++) derivative += p[k]! * (z[k]! - mean) ** 2;
    value += mean - (1 - smoothing) * z[label]! - smoothing * others;
  }
  return { value: value / logits.length, derivative: derivative / logits.length };
}

/** The root of an increasing function in [low, high], or the bound that it lies beyond. */
function rootOfIncreasing(slope: (at: number) => Slope, low: number, high: number): number {
  if (slope(low).value >= 0) return low;
  if (slope(high).value <= 0) return high;
  let at = 1;
  // Bisection alone ends the bracket at one part in 2^50; Newton's steps rarely need ten.
  for (let step = 0; step < 60; step++) {
    const { value, derivative } = slope(at);
    if (value === 0) return at;
    if (value < 0) low = at;
    else high = at;
    const newton = at - value / derivative;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - at) <= 1e-12 * at) return next;
    at = next;
  }
  return at;
}
