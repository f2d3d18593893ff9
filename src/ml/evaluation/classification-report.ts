import { z } from 'zod';

/** How well one class is found. */
export const ClassReport = z.strictObject({
  precision: z.number().describe('Share of the examples predicted as this class that are of it, 0 to 1.'),
  recall: z.number().describe('Share of the examples of this class that were predicted as it, 0 to 1.'),
  f1: z.number().describe('Harmonic mean of precision and recall, 0 to 1.'),
  support: z.int().min(0).describe('Examples of this class.'),
});
export type ClassReport = z.infer<typeof ClassReport>;

export interface ClassificationReport {
  perClass: ClassReport[];
  accuracy: number;
  macroPrecision: number;
  macroRecall: number;
  macroF1: number;
  microF1: number;
}

/**
 * What follows from a confusion matrix, `counts[true][predicted]`. As scikit-learn's `precision_recall_fscore_support`
 * with its defaults: a quotient without a denominator is 0 (`zero_division`), and the macro means are over the classes
 * that occur among labels or predictions, so that a class missing from a small split costs nothing.
 */
export function classificationReport(counts: readonly ArrayLike<number>[]): ClassificationReport {
  const classes = counts.length;
  const support = counts.map((row) => sum(row));
  const predicted = counts.map((_, k) => counts.reduce((total, row) => total + row[k]!, 0));
  const perClass = counts.map((row, k) => {
    const hits = row[k]!;
    return {
      precision: quotient(hits, predicted[k]!),
      recall: quotient(hits, support[k]!),
      f1: quotient(2 * hits, predicted[k]! + support[k]!),
      support: support[k]!,
    };
  });
  let right = 0;
  for (let k = 0; k < classes; k++) right += counts[k]![k]!;
  const accuracy = quotient(right, sum(support));
  const present = perClass.filter((_, k) => support[k]! + predicted[k]! > 0);
  const macro = (name: 'precision' | 'recall' | 'f1') =>
    quotient(
      present.reduce((total, report) => total + report[name], 0),
      present.length,
    );
  return {
    perClass,
    accuracy,
    macroPrecision: macro('precision'),
    macroRecall: macro('recall'),
    macroF1: macro('f1'),
    // With exactly one label and one prediction a row, every miss is one false positive and one false negative.
    microF1: accuracy,
  };
}

const quotient = (numerator: number, denominator: number): number => (denominator === 0 ? 0 : numerator / denominator);

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
