import { minimizeLbfgs } from './minimize-lbfgs.js';
import type { SparseMatrix } from './sparse-matrix.js';

export interface RidgeOptions {
  /** scikit-learn's `alpha`: the weight of the squared weights against the squared errors; larger fits less closely. */
  regularization: number;
  maxIterations?: number;
}

/** Of values that are scaled to a deviation of 1: no prediction is off by more than about this share of it. */
const TOLERANCE = 1e-6;
const MAX_ITERATIONS = 5000;

/** Least squares with a penalty on squared weights and a free intercept, as scikit-learn's `Ridge(alpha)`. */
export class RidgeRegression {
  private constructor(
    /** The weights, then the intercept; of scaled values. */
    private readonly parameters: Float64Array,
    private readonly mean: number,
    private readonly deviation: number,
    readonly converged: boolean,
  ) {}

  static fit(
    features: SparseMatrix,
    values: readonly number[],
    { regularization, maxIterations = MAX_ITERATIONS }: RidgeOptions,
  ): RidgeRegression {
    const { width, height } = features;
    const mean = values.reduce((sum, value) => sum + value, 0) / height;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / height;
    const deviation = Math.sqrt(variance) || 1;
    const parameters = new Float64Array(width + 1);
    const objective = (at: Float64Array, gradient: Float64Array): number => {
      let value = 0;
      gradient[width] = 0;
      for (let i = 0; i < width; i++) {
        value += (regularization * at[i]! * at[i]!) / 2;
        gradient[i] = regularization * at[i]!;
      }
      for (let row = 0; row < height; row++) {
        const error = features.dot(row, at, 0) + at[width]! - (values[row]! - mean) / deviation;
        value += (error * error) / 2;
        features.addTo(gradient, 0, row, error);
        gradient[width]! += error;
      }
      return value;
    };
    const converged = minimizeLbfgs(objective, parameters, { tolerance: TOLERANCE, maxIterations });
    return new RidgeRegression(parameters, mean, deviation, converged);
  }

  /** The value of each row. */
  predict(features: SparseMatrix): Float64Array {
    const { parameters, mean, deviation } = this;
    const { width } = features;
    return Float64Array.from(
      { length: features.height },
      (_, row) => mean + deviation * (features.dot(row, parameters, 0) + parameters[width]!),
    );
  }
}
