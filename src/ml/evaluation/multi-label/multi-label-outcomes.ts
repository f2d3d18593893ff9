import { negativeLogLikelihood } from '../classification-outcomes.js';
import { reliabilityBinOf } from '../reliability-bins.js';
import type { Scores } from '../scores.js';

/** A label is predicted where its probability is at least this. */
export const PRESENCE_THRESHOLD = 0.5;

/**
 * What the metrics need to know of one row. A cell is one label of one row. Most labels are neither true nor predicted
 * of most rows, so that only the others are kept, and the cells of a row lie in few bins: a bootstrap replicate stays
 * cheap however many labels there are.
 */
export interface MultiLabelOutcome {
  /** Whether every label is right. */
  exact: boolean;
  /** Mean binary cross-entropy of the cells, nats. */
  nll: number;
  /** Mean squared error of the probabilities. */
  brier: number;
  /** The labels that are true or predicted. */
  marks: { label: number; isTrue: boolean; isPredicted: boolean }[];
  /** The reliability bins that hold cells: how many, the sum of their confidences, how many are right. */
  bins: { bin: number; count: number; confidence: number; right: number }[];
}

/**
 * @param probabilities that each label applies, [rows, labels], each label on its own.
 * @param truths 1 where a label applies, 0 where not, [rows, labels].
 */
export function multiLabelOutcomes(
  probabilities: Scores,
  truths: readonly ArrayLike<number>[],
  labels: number,
): MultiLabelOutcome[] {
  checkCells(probabilities, truths, labels);
  return probabilities.map((given, row) => outcomeOf(given, truths[row]!, labels));
}

function outcomeOf(probabilities: ArrayLike<number>, truths: ArrayLike<number>, labels: number): MultiLabelOutcome {
  const outcome: MultiLabelOutcome = { exact: true, nll: 0, brier: 0, marks: [], bins: [] };
  for (let label = 0; label < labels; label++) {
    const probability = probabilities[label]!;
    const isTrue = truths[label] === 1;
    const isPredicted = probability >= PRESENCE_THRESHOLD;
    const right = isTrue === isPredicted;
    outcome.exact &&= right;
    outcome.nll += negativeLogLikelihood(isTrue ? probability : 1 - probability) / labels;
    outcome.brier += (probability - (isTrue ? 1 : 0)) ** 2 / labels;
    if (isTrue || isPredicted) outcome.marks.push({ label, isTrue, isPredicted });
    addToBin(outcome.bins, isPredicted ? probability : 1 - probability, right);
  }
  return outcome;
}

/** @param confidence the probability of what is predicted of the cell: that the label applies, or that it does not. */
function addToBin(bins: MultiLabelOutcome['bins'], confidence: number, right: boolean): void {
  const bin = reliabilityBinOf(confidence);
  let found = bins.find((other) => other.bin === bin);
  if (!found) {
    found = { bin, count: 0, confidence: 0, right: 0 };
    bins.push(found);
  }
  found.count += 1;
  found.confidence += confidence;
  if (right) found.right += 1;
}

function checkCells(probabilities: Scores, truths: readonly ArrayLike<number>[], labels: number): void {
  if (probabilities.length === 0) throw new RangeError('expected at least one row of probabilities, found none');
  if (labels < 1) throw new RangeError(`expected at least 1 label, found ${labels}`);
  if (probabilities.length !== truths.length) {
    throw new RangeError(`expected truths for each of ${probabilities.length} rows, found ${truths.length} rows`);
  }
  for (const [row, given] of probabilities.entries()) {
    const truth = truths[row]!;
    if (given.length !== labels || truth.length !== labels) {
      const found = `${given.length} and ${truth.length}`;
      throw new RangeError(`row ${row}: expected ${labels} probabilities and truths, found ${found}`);
    }
    for (let k = 0; k < labels; k++) {
      if (!(given[k]! >= 0 && given[k]! <= 1)) {
        throw new RangeError(`row ${row}: expected a probability from 0 to 1 of label ${k}, found ${given[k]}`);
      }
      if (truth[k] !== 0 && truth[k] !== 1) {
        throw new RangeError(`row ${row}: expected 0 or 1 as the truth of label ${k}, found ${truth[k]}`);
      }
    }
  }
}
