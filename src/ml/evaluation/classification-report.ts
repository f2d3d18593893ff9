import { z } from 'zod';

/** How well one class is found. */
export const ClassReport = z.strictObject({
  precision: z.number().describe('Share of the examples predicted as this class that are of it, 0 to 1.'),
  recall: z.number().describe('Share of the examples of this class that were predicted as it, 0 to 1.'),
  f1: z.number().describe('Harmonic mean of precision and recall, 0 to 1.'),
  support: z.int().min(0).describe('Examples of this class.'),
});
export type ClassReport = z.infer<typeof ClassReport>;

/** How often each class occurs, is predicted, and is predicted where it occurs. */
export interface ClassCounts {
  support: ArrayLike<number>;
  predicted: ArrayLike<number>;
  right: ArrayLike<number>;
}

/** What follows from the counts of the classes, whatever is counted: examples, labels of examples, entities. */
export interface ClassCountsReport {
  perClass: ClassReport[];
  macroPrecision: number;
  macroRecall: number;
  macroF1: number;
  microF1: number;
}

export interface ClassificationReport extends ClassCountsReport {
  accuracy: number;
}

/**
 * As scikit-learn's `precision_recall_fscore_support`: a quotient without a denominator is 0 (`zero_division`), and the
 * macro means are over the classes that occur among labels or predictions, so that a class missing from a small split
 * costs nothing.
 */
export function classCountsReport({ support, predicted, right }: ClassCounts): ClassCountsReport {
  const perClass = Array.from(support, (of, k) => ({
    precision: quotient(right[k]!, predicted[k]!),
    recall: quotient(right[k]!, of),
    f1: quotient(2 * right[k]!, predicted[k]! + of),
    support: of,
  }));
  const present = perClass.filter((_, k) => support[k]! + predicted[k]! > 0);
  const macro = (name: 'precision' | 'recall' | 'f1') =>
    quotient(
      present.reduce((total, report) => total + report[name], 0),
      present.length,
    );
  return {
    perClass,
    macroPrecision: macro('precision'),
    macroRecall: macro('recall'),
    macroF1: macro('f1'),
    microF1: quotient(2 * sum(right), sum(predicted) + sum(support)),
  };
}

/** Counts the classes, row by row. */
export class ClassTally implements ClassCounts {
  readonly support: Float64Array;
  readonly predicted: Float64Array;
  readonly right: Float64Array;

  constructor(classes: number) {
    this.support = new Float64Array(classes);
    this.predicted = new Float64Array(classes);
    this.right = new Float64Array(classes);
  }

  add(k: number, support: number, predicted: number, right: number): void {
    this.support[k]! += support;
    this.predicted[k]! += predicted;
    this.right[k]! += right;
  }

  report(): ClassCountsReport {
    return classCountsReport(this);
  }
}

/** What follows from a confusion matrix, `counts[true][predicted]`. */
export function classificationReport(counts: readonly ArrayLike<number>[]): ClassificationReport {
  const support = counts.map((row) => sum(row));
  const predicted = counts.map((_, k) => counts.reduce((total, row) => total + row[k]!, 0));
  const right = counts.map((row, k) => row[k]!);
  return {
    ...classCountsReport({ support, predicted, right }),
    // With exactly one label and one prediction a row, every miss is one false positive and one false negative: this
    // is `microF1` too.
    accuracy: quotient(sum(right), sum(support)),
  };
}

/** A quotient; 0 where there is nothing to divide by. */
export const quotient = (numerator: number, denominator: number): number =>
  denominator === 0 ? 0 : numerator / denominator;

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
