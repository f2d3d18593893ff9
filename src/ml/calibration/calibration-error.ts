/** What else than 15 equal-width bins says how far probabilities can be believed. */

import { RELIABILITY_BINS, reliabilityBinOf } from '../evaluation/reliability-bins.js';
import { argmax, type Scores } from '../evaluation/scores.js';
import { type CalibrationRows, isTrue } from './calibration-rows.js';

/** How sure one prediction is, and whether it is right. */
interface Sureness {
  confidence: number;
  right: number;
}

/** Of exclusive labels the top one of each row; of independent ones each label: that it applies, or that it does not. */
export function surenessOf(rows: CalibrationRows, probabilities: Scores): Sureness[] {
  if (rows.space === 'exclusive') {
    return probabilities.map((given, row) => {
      const top = argmax(given);
      return { confidence: given[top]!, right: top === rows.labels[row] ? 1 : 0 };
    });
  }
  return probabilities.flatMap((given, row) =>
    Array.from(given, (p, k) => ({
      confidence: Math.max(p, 1 - p),
      right: p >= 0.5 === isTrue(rows, row, k) ? 1 : 0,
    })),
  );
}

/**
 * Expected calibration error with bins of equal mass (Nixon et al., "Measuring Calibration in Deep Learning", 2019, of top
 * probabilities alone): predictions in the order of their confidence, cut into 15 parts that are as equal as can be, the
 * first ones larger. Of predictions that are equally sure each counts as right as all of them are together, so that their
 * order says nothing.
 */
export function equalMassError(predictions: readonly Sureness[], parts = RELIABILITY_BINS): number {
  const sorted = predictions.toSorted((a, b) => a.confidence - b.confidence);
  const right = sharesOfTies(sorted);
  const [size, larger] = [Math.floor(sorted.length / parts), sorted.length % parts];
  let error = 0;
  let start = 0;
  for (let part = 0; part < parts; part++) {
    const end = start + size + (part < larger ? 1 : 0);
    let gap = 0;
    for (let i = start; i < end; i++) gap += right[i]! - sorted[i]!.confidence;
    error += Math.abs(gap);
    start = end;
  }
  return error / sorted.length;
}

function sharesOfTies(sorted: readonly Sureness[]): Float64Array {
  const shares = new Float64Array(sorted.length);
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    let sum = 0;
    for (end = start; end < sorted.length && sorted[end]!.confidence === sorted[start]!.confidence; end++) {
      sum += sorted[end]!.right;
    }
    shares.fill(sum / (end - start), start, end);
  }
  return shares;
}

/** brier = reliability - resolution + uncertainty + withinBins. */
export interface BrierParts {
  reliability: number;
  resolution: number;
  uncertainty: number;
  withinBins: number;
}

/**
 * Murphy's decomposition of the Brier score ("A New Vector Partition of the Probability Score", 1973), over 15 equal-width
 * bins of each label's probability. Forecasts that share a bin differ, which his does not know: what that amounts to is
 * kept apart, as by Stephenson, Coelho & Jolliffe (2008). Labels are summed up as in the Brier score: halved for two
 * exclusive ones, and the mean of independent ones.
 */
export function brierParts(rows: CalibrationRows, probabilities: Scores): BrierParts {
  const width = probabilities[0]!.length;
  const sum: BrierParts = { reliability: 0, resolution: 0, uncertainty: 0, withinBins: 0 };
  for (let k = 0; k < width; k++) {
    const parts = partsOf(rows, probabilities, k);
    for (const name of Object.keys(sum) as (keyof BrierParts)[]) sum[name] += parts[name];
  }
  const share = rows.space === 'independent' ? 1 / width : width === 2 ? 1 / 2 : 1;
  for (const name of Object.keys(sum) as (keyof BrierParts)[]) sum[name] *= share;
  return sum;
}

function partsOf(rows: CalibrationRows, probabilities: Scores, label: number): BrierParts {
  const count = new Float64Array(RELIABILITY_BINS);
  const forecast = new Float64Array(RELIABILITY_BINS);
  const observed = new Float64Array(RELIABILITY_BINS);
  let brier = 0;
  let total = 0;
  for (const [row, given] of probabilities.entries()) {
    const p = given[label]!;
    const truth = isTrue(rows, row, label) ? 1 : 0;
    const bin = reliabilityBinOf(p);
    count[bin]! += 1;
    forecast[bin]! += p;
    observed[bin]! += truth;
    total += truth;
    brier += (p - truth) ** 2;
  }
  const n = probabilities.length;
  const rate = total / n;
  let [reliability, resolution] = [0, 0];
  for (let bin = 0; bin < RELIABILITY_BINS; bin++) {
    if (count[bin] === 0) continue;
    const frequency = observed[bin]! / count[bin]!;
    reliability += (count[bin]! / n) * (forecast[bin]! / count[bin]! - frequency) ** 2;
    resolution += (count[bin]! / n) * (frequency - rate) ** 2;
  }
  const uncertainty = rate * (1 - rate);
  return { reliability, resolution, uncertainty, withinBins: brier / n - reliability + resolution - uncertainty };
}
