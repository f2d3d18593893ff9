/** What a calibration is fitted on and measured with: logits, and what was true. */
import { negativeLogLikelihood } from '../evaluation/classification-outcomes.js';
import type { Scores } from '../evaluation/scores.js';

/** `exclusive`: exactly one label is true of a row (softmax); `independent`: any number of them (a sigmoid each). */
export type LabelSpace = 'exclusive' | 'independent';

interface SharedRows {
  /** [rows, labels] */
  logits: Scores;
  /** Rows with the same number stay in one fold, such as the tokens of a text; without, each row is for itself. */
  groups?: ArrayLike<number> | undefined;
  /** Of each row a number in [0, 1) that belongs to its text: what prediction sets are randomised with. */
  draws?: ArrayLike<number> | undefined;
}

export interface ExclusiveRows extends SharedRows {
  space: 'exclusive';
  /** The true label of each row. */
  labels: ArrayLike<number>;
}

export interface IndependentRows extends SharedRows {
  space: 'independent';
  /** 1 where a label applies, 0 where not, [rows, labels]. */
  truths: readonly ArrayLike<number>[];
}

export type CalibrationRows = ExclusiveRows | IndependentRows;

export const isTrue = (rows: CalibrationRows, row: number, label: number): boolean =>
  rows.space === 'exclusive' ? rows.labels[row] === label : rows.truths[row]![label] === 1;

/** The rows at these places, in this order. */
export function rowsAt<Rows extends CalibrationRows>(rows: Rows, places: ArrayLike<number>): Rows {
  const at = <T>(values: ArrayLike<T>): T[] => Array.from(places, (place) => values[place]!);
  return {
    ...rows,
    logits: at(rows.logits),
    ...(rows.space === 'exclusive' ? { labels: at(rows.labels) } : { truths: at(rows.truths) }),
    groups: rows.groups && at(rows.groups),
    draws: rows.draws && at(rows.draws),
  };
}

/**
 * Negative log-likelihood of each row under probabilities [rows, labels], nats: of independent labels the mean over them.
 * No probability counts as smaller than the spacing of doubles around 1.
 */
export function rowNlls(rows: CalibrationRows, probabilities: Scores): Float64Array {
  return Float64Array.from(rows.logits, (_, row) => {
    const given = probabilities[row]!;
    if (rows.space === 'exclusive') return negativeLogLikelihood(given[rows.labels[row]!]!);
    let sum = 0;
    for (let k = 0; k < given.length; k++)
      sum += negativeLogLikelihood(isTrue(rows, row, k) ? given[k]! : 1 - given[k]!);
    return sum / given.length;
  });
}

export const meanOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
};
