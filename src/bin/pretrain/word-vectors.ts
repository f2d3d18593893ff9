/**
 * Word vectors to start from, out of how often words stand near each other: a factor of the positive pointwise mutual
 * information (Levy and Goldberg, 2014), without the weights of its eigenvalues (Levy, Goldberg and Dagan, 2015). One pass over
 * the text gives what gradient steps would spend their first millions of tokens on.
 */
import { Random } from '../../ml/random.js';
import { fillNormal } from '../../ml/training/fresh-weights.js';

export interface WordVectorOptions {
  vocabSize: number;
  width: number;
  /** Ids that stand for no word: nothing is near across one of them. */
  specialIds: ReadonlySet<number>;
  /** Root mean square of each vector's elements. */
  deviation: number;
  seed: number;
}

/** Words this far apart are near; at a distance of d they count 1/d. */
const WINDOW = 4;
/** Softens the preference of mutual information for rare words. */
const SMOOTHING = 7 / 8;
/** More directions than wanted, so that the last of the wanted ones converge too. */
const SPARE_DIRECTIONS = 16;
const ITERATIONS = 8;
/** Keeps the draws apart from others of the same seed. */
const STREAM = 2 ** 42;

/** Vectors of all tokens [vocabulary, width], row-major, from a text's `ids`; those of special tokens are random. */
export function wordVectors(ids: Uint16Array, options: WordVectorOptions): Float32Array {
  const { vocabSize, width, deviation, specialIds } = options;
  const random = new Random(options.seed, STREAM);
  const information = positiveMutualInformation(countNeighbours(ids, options), vocabSize);
  let basis = gaussians(vocabSize, width + SPARE_DIRECTIONS, random);
  for (let i = 0; i < ITERATIONS; i++) {
    orthonormalize(basis);
    basis = multiply(information, basis);
  }
  orthonormalize(basis);
  // Turned at random, so that no column means more than another.
  const rotation = gaussians(width, width, random);
  orthonormalize(rotation);
  const vectors = gaussians(vocabSize, width, random);
  const rows = new Float32Array(vocabSize * width);
  for (let word = 0; word < vocabSize; word++) {
    const row = specialIds.has(word) ? vectors.map((column) => column[word]!) : rotated(basis, rotation, word);
    const size = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0) / width) || 1;
    for (let column = 0; column < width; column++) rows[word * width + column] = (row[column]! / size) * deviation;
  }
  return rows;
}

/** How often two words are near each other: symmetric, [vocabulary, vocabulary]. */
function countNeighbours(ids: Uint16Array, { vocabSize, specialIds }: WordVectorOptions): Float32Array {
  const counts = new Float32Array(vocabSize * vocabSize);
  for (let i = 0; i < ids.length; i++) {
    if (specialIds.has(ids[i]!)) continue;
    for (let distance = 1; distance <= WINDOW && i + distance < ids.length; distance++) {
      const near = ids[i + distance]!;
      if (specialIds.has(near)) break;
      counts[ids[i]! * vocabSize + near]! += 1 / distance;
      counts[near * vocabSize + ids[i]!]! += 1 / distance;
    }
  }
  return counts;
}

interface SparseMatrix {
  /** Where each row's entries start, and the end: [rows + 1]. */
  starts: Int32Array;
  columns: Int32Array;
  values: Float32Array;
}

function positiveMutualInformation(counts: Float32Array, size: number): SparseMatrix {
  const totals = Float64Array.from({ length: size }, (_, row) => {
    let total = 0;
    for (let column = 0; column < size; column++) total += counts[row * size + column]!;
    return total;
  });
  const smooth = totals.map((total) => total ** SMOOTHING);
  const sum = totals.reduce((a, b) => a + b, 0);
  const scale = smooth.reduce((a, b) => a + b, 0) ** 2 / sum;
  const starts = new Int32Array(size + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const count = counts[row * size + column]!;
      if (count === 0) continue;
      const information = Math.log((count * scale) / (smooth[row]! * smooth[column]!));
      if (information <= 0) continue;
      columns.push(column);
      values.push(information);
    }
    starts[row + 1] = columns.length;
  }
  return { starts, columns: Int32Array.from(columns), values: Float32Array.from(values) };
}

function gaussians(rows: number, columns: number, random: Random): Float32Array[] {
  return Array.from({ length: columns }, () => {
    const column = new Float32Array(rows);
    fillNormal(column, 1, random);
    return column;
  });
}

/** Each column times the matrix. */
function multiply({ starts, columns, values }: SparseMatrix, basis: readonly Float32Array[]): Float32Array[] {
  return basis.map((vector) => {
    const product = new Float32Array(vector.length);
    for (let row = 0; row < product.length; row++) {
      let sum = 0;
      for (let i = starts[row]!; i < starts[row + 1]!; i++) sum += values[i]! * vector[columns[i]!]!;
      product[row] = sum;
    }
    return product;
  });
}

/** The modified Gram-Schmidt process, in place. */
function orthonormalize(basis: readonly Float32Array[]): void {
  basis.forEach((vector, i) => {
    for (let j = 0; j < i; j++) addMultiple(vector, basis[j]!, -dot(vector, basis[j]!));
    const length = Math.sqrt(dot(vector, vector));
    for (let k = 0; k < vector.length; k++) vector[k]! /= length;
  });
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addMultiple(target: Float32Array, source: Float32Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * source[i]!;
}

/** A row of the basis, as many columns as the rotation has, rotated. */
const rotated = (basis: readonly Float32Array[], rotation: readonly Float32Array[], row: number): number[] =>
  rotation.map((column) => column.reduce((sum, x, i) => sum + x * basis[i]![row]!, 0));
