/** What the metrics need to know of each row: two columns, and the order of each for the ranks. */
export interface RegressionOutcomes {
  rows: number;
  truth: Column;
  prediction: Column;
}

export interface Column {
  values: Float64Array;
  /** The rows by ascending value. */
  order: Uint32Array;
}

export function regressionOutcomes(predictions: ArrayLike<number>, truths: ArrayLike<number>): RegressionOutcomes {
  if (predictions.length === 0) throw new RangeError('expected at least one prediction, found none');
  if (predictions.length !== truths.length) {
    throw new RangeError(`expected a truth for each of ${predictions.length} predictions, found ${truths.length}`);
  }
  return {
    rows: predictions.length,
    truth: columnOf(truths, 'truth'),
    prediction: columnOf(predictions, 'prediction'),
  };
}

function columnOf(from: ArrayLike<number>, name: string): Column {
  const values = Float64Array.from(from);
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row >= 0) throw new RangeError(`row ${row}: expected a finite ${name}, found ${values[row]}`);
  return sortedColumn(values);
}

export const sortedColumn = (values: Float64Array): Column => ({
  values,
  order: Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!),
});
