import { LogisticRegression, type LogisticRegressionOptions } from './logistic-regression.js';
import type { SparseMatrix } from './sparse-matrix.js';

/**
 * A logistic regression for each label on its own, as scikit-learn's `OneVsRestClassifier(LogisticRegression(C))`. A label
 * that all training examples have, or none, cannot be told from anything: its probability is (n + 1) / (n + 2) or
 * 1 / (n + 2) of n examples (Laplace's rule) where scikit-learn says 1 or 0, which one exception would make infinitely wrong.
 */
export class OneVsRest {
  private constructor(private readonly perLabel: readonly (LogisticRegression | number)[]) {}

  /** @param truths 1 where a label applies, 0 where not, [rows, labels] */
  static fit(
    features: SparseMatrix,
    truths: readonly ArrayLike<number>[],
    labels: number,
    options: LogisticRegressionOptions,
  ): OneVsRest {
    const rows = truths.length;
    const perLabel = Array.from({ length: labels }, (_, label) => {
      const applies = Uint8Array.from(truths, (truth) => truth[label]!);
      const positive = applies.reduce((sum, one) => sum + one, 0);
      if (positive === 0) return -Math.log(rows + 1);
      if (positive === rows) return Math.log(rows + 1);
      return LogisticRegression.fit(features, applies, 2, options);
    });
    return new OneVsRest(perLabel);
  }

  get converged(): boolean {
    return this.perLabel.every((model) => typeof model === 'number' || model.converged);
  }

  /** The logit of each label, [rows, labels]. */
  logits(features: SparseMatrix): Float64Array[] {
    const columns = this.perLabel.map((model) => (typeof model === 'number' ? model : model.logits(features)));
    return Array.from({ length: features.height }, (_, row) =>
      Float64Array.from(columns, (column) => (typeof column === 'number' ? column : column[row]![1]!)),
    );
  }
}
