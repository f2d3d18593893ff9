import { Random } from '../random.js';
import { type CalibrationRows, isTrue, rowsAt } from './calibration-rows.js';

const FOLDS = 5;
/** Streams of the seed, apart from the bootstrap's. */
const FOLD_STREAM = 1;
const HALVES_STREAM = 2;
const SAMPLE_STREAM = 3;

/**
 * The fold of each row: random, with as even a share of each label as can be. Rows of one group go together, and are then
 * not stratified. Of independent labels, a row counts for the rarest that is true of it.
 */
export function foldsOf(rows: CalibrationRows, seed: number): Uint8Array {
  const { groups } = rows;
  const units = groups ? [...new Set(Array.from(groups))] : Array.from(rows.logits, (_, row) => row);
  const strata = groups ? new Int32Array(units.length) : strataOf(rows);
  const folds = stratifiedFolds(strata, seed);
  const foldOfUnit = new Map(units.map((unit, i) => [unit, folds[i]!]));
  return Uint8Array.from(rows.logits, (_, row) => foldOfUnit.get(groups ? groups[row]! : row)!);
}

/** A random fold for each place, each stratum spread as evenly as can be. */
export function stratifiedFolds(strata: Int32Array, seed: number): Uint8Array {
  const order = [...new Random(seed, FOLD_STREAM).shuffle(Uint32Array.from(strata, (_, unit) => unit))];
  order.sort((a, b) => strata[a]! - strata[b]!);
  const folds = new Uint8Array(strata.length);
  order.forEach((unit, place) => {
    folds[unit] = place % FOLDS;
  });
  return folds;
}

/**
 * What fits say of rows that they did not see: each fold is left to a fit on the other four.
 *
 * @param learn from the rows at these places @param answer one for each of other places @returns in the order of the rows
 */
export function crossFit<Fitted, Answer>(
  folds: Uint8Array,
  learn: (places: number[]) => Fitted,
  answer: (fitted: Fitted, places: number[]) => readonly Answer[],
): Answer[] {
  const answers = new Array<Answer>(folds.length);
  const places = Array.from(folds, (_, place) => place);
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = places.filter((place) => folds[place] === fold);
    if (held.length === 0) continue;
    const fitted = learn(places.filter((place) => folds[place] !== fold));
    answer(fitted, held).forEach((given, i) => {
      answers[held[i]!] = given;
    });
  }
  return answers;
}

/** So many rows at random; all of them where there are no more. */
export function sampleOf<Rows extends CalibrationRows>(rows: Rows, most: number, seed: number): Rows {
  if (rows.logits.length <= most) return rows;
  const order = new Random(seed, SAMPLE_STREAM).shuffle(Uint32Array.from(rows.logits, (_, row) => row));
  return rowsAt(rows, order.subarray(0, most));
}

/** Two random halves, the first the larger where they can't be equal. Not stratified: the second is to be a plain sample. */
export function halvesOf<Rows extends CalibrationRows>(rows: Rows, seed: number): [Rows, Rows] {
  const order = new Random(seed, HALVES_STREAM).shuffle(Uint32Array.from(rows.logits, (_, row) => row));
  const middle = Math.ceil(order.length / 2);
  return [rowsAt(rows, order.subarray(0, middle)), rowsAt(rows, order.subarray(middle))];
}

function strataOf(rows: CalibrationRows): Int32Array {
  if (rows.space === 'exclusive') return Int32Array.from(rows.labels);
  const width = rows.logits[0]?.length ?? 0;
  const counts = Array.from({ length: width }, (_, k) => rows.truths.reduce((sum, truth) => sum + truth[k]!, 0));
  return Int32Array.from(rows.logits, (_, row) => {
    let rarest = width;
    for (let k = 0; k < width; k++) {
      if (isTrue(rows, row, k) && (rarest === width || counts[k]! < counts[rarest]!)) rarest = k;
    }
    return rarest;
  });
}
