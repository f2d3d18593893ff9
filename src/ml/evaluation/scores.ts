/** Rows of logits or probabilities, [rows, classes]: what a classifier says of each text. */
export type Scores = readonly ArrayLike<number>[];

/** Views a flat row-major buffer as its rows, without copying. */
export function rowsOf(flat: Float32Array | Float64Array, classes: number): Scores {
  if (!Number.isInteger(classes) || classes < 1 || flat.length % classes !== 0) {
    throw new RangeError(`expected a multiple of ${classes} scores, found ${flat.length}`);
  }
  return Array.from({ length: flat.length / classes }, (_, row) => flat.subarray(row * classes, (row + 1) * classes));
}

/** Throws unless there is a row of `classes` finite scores for every label, and every label is one of the classes. */
export function checkScores(scores: Scores, labels: ArrayLike<number>, classes: number): void {
  if (scores.length === 0) throw new RangeError('expected at least one row of scores, found none');
  if (scores.length !== labels.length) {
    throw new RangeError(`expected a label for each of ${scores.length} rows, found ${labels.length} labels`);
  }
  if (classes < 2) throw new RangeError(`expected at least 2 classes, found ${classes}`);
  for (let row = 0; row < scores.length; row++) {
    const values = scores[row]!;
    const label = labels[row]!;
    if (values.length !== classes) {
      throw new RangeError(`row ${row}: expected ${classes} scores, found ${values.length}`);
    }
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new RangeError(`row ${row}: expected a label from 0 to ${classes - 1}, found ${label}`);
    }
    for (let k = 0; k < classes; k++) {
      if (!Number.isFinite(values[k])) throw new RangeError(`row ${row}: score ${k} is ${values[k]}, not finite`);
    }
  }
}

/** The place of the largest value; of equal ones the first, as numpy's argmax. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  return best;
}
