import { logSumExp } from '../softmax.js';
import { minimizeLbfgs } from './minimize-lbfgs.js';
import type { SparseMatrix } from './sparse-matrix.js';

export interface LogisticRegressionOptions {
  /** scikit-learn's `C`: the weight of the likelihood against the squared weights; larger fits closer. */
  inverseRegularization: number;
  /** Euclidean length of the gradient at which fitting ends; by default, close enough to compare with other software. */
  tolerance?: number;
  maxIterations?: number;
}

/**
 * The penalty's curvature is 1, so that the weights are no farther from the minimum than the gradient is long; rows have
 * length 1, so that this bounds what weights can still add to a logit.
 */
const TOLERANCE = 1e-3;
const MAX_ITERATIONS = 5000;

/**
 * Logistic regression with the objective of scikit-learn's `LogisticRegression(C)`: half the squared weights, intercepts
 * free, plus C times the summed negative log-likelihood; binomial for two classes, multinomial for more.
 */
export class LogisticRegression {
  private constructor(
    private readonly classes: number,
    private readonly width: number,
    /** For each output its weights, then its intercept. */
    private readonly parameters: Float64Array,
    readonly converged: boolean,
  ) {}

  static fit(
    features: SparseMatrix,
    labels: ArrayLike<number>,
    classes: number,
    { inverseRegularization, tolerance = TOLERANCE, maxIterations = MAX_ITERATIONS }: LogisticRegressionOptions,
  ): LogisticRegression {
    const { width } = features;
    const stride = width + 1;
    const outputs = outputsOf(classes);
    const parameters = new Float64Array(outputs * stride);
    const first = classes - outputs;
    const objective = (_: Float64Array, gradient: Float64Array): number => {
      let penalty = 0;
      for (let i = 0; i < parameters.length; i++) {
        const weight = i % stride === width ? 0 : parameters[i]!;
        penalty += (weight * weight) / 2;
        gradient[i] = weight;
      }
      let nll = 0;
      for (let row = 0; row < features.height; row++) {
        const logits = logitsOf(parameters, classes, features, row);
        const normaliser = logSumExp(logits);
        nll += normaliser - logits[labels[row]!]!;
        for (let k = first; k < classes; k++) {
          const error = Math.exp(logits[k]! - normaliser) - (labels[row] === k ? 1 : 0);
          const start = (k - first) * stride;
          features.addTo(gradient, start, row, inverseRegularization * error);
          gradient[start + width]! += inverseRegularization * error;
        }
      }
      return penalty + inverseRegularization * nll;
    };
    const converged = minimizeLbfgs(objective, parameters, { tolerance, maxIterations });
    return new LogisticRegression(classes, width, parameters, converged);
  }

  /** [rows, classes]; of two classes the first is 0. */
  logits(features: SparseMatrix): Float64Array[] {
    if (features.width !== this.width) throw new RangeError(`expected ${this.width} features, found ${features.width}`);
    return Array.from({ length: features.height }, (_, row) => logitsOf(this.parameters, this.classes, features, row));
  }
}

function logitsOf(parameters: Float64Array, classes: number, features: SparseMatrix, row: number): Float64Array {
  const logits = new Float64Array(classes);
  const outputs = outputsOf(classes);
  for (let output = 0; output < outputs; output++) {
    const start = output * (features.width + 1);
    logits[classes - outputs + output] = features.dot(row, parameters, start) + parameters[start + features.width]!;
  }
  return logits;
}

/** Two classes need one output: the logit of the second against the first. */
const outputsOf = (classes: number): number => (classes === 2 ? 1 : classes);
