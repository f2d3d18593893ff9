/** A function that never falls: straight between its points, level beyond the first and the last. */
export interface MonotoneCurve {
  /** Increasing. */
  x: number[];
  y: number[];
}

/** Scores no farther apart than this are one, as in scikit-learn. */
const SAME = 1e-15;

/**
 * Isotonic regression by pool-adjacent-violators (Zadrozny & Elkan, "Transforming Classifier Scores into Accurate
 * Multiclass Probability Estimates", KDD 2002): the rising curve with the least squared error. Equal to scikit-learn's
 * `IsotonicRegression(y_min, y_max, out_of_bounds="clip")`: equal scores count as one with their mean, and of a level
 * stretch only its ends are kept.
 */
export function fitIsotonic(
  scores: ArrayLike<number>,
  targets: ArrayLike<number>,
  [low, high]: readonly [number, number] = [0, 1],
): MonotoneCurve {
  const { x, y, weights } = distinct(scores, targets);
  const levels = pooled(y, weights).map((value) => Math.min(high, Math.max(low, value)));
  const kept = x
    .map((_, i) => i)
    .filter((i) => i === 0 || i === x.length - 1 || levels[i] !== levels[i - 1] || levels[i] !== levels[i + 1]);
  return { x: kept.map((i) => x[i]!), y: kept.map((i) => levels[i]!) };
}

export function valueAt({ x, y }: MonotoneCurve, at: number): number {
  const last = x.length - 1;
  if (at <= x[0]!) return y[0]!;
  if (at >= x[last]!) return y[last]!;
  let [left, right] = [0, last];
  while (right - left > 1) {
    const middle = (left + right) >> 1;
    if (x[middle]! <= at) left = middle;
    else right = middle;
  }
  return y[left]! + ((at - x[left]!) / (x[right]! - x[left]!)) * (y[right]! - y[left]!);
}

function distinct(scores: ArrayLike<number>, targets: ArrayLike<number>) {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  const [x, y, weights]: number[][] = [[], [], []];
  for (const i of order) {
    const last = x!.length - 1;
    if (last >= 0 && scores[i]! - x![last]! < SAME) {
      y![last]! += targets[i]!;
      weights![last]! += 1;
    } else {
      x!.push(scores[i]!);
      y!.push(targets[i]!);
      weights!.push(1);
    }
  }
  return { x: x!, y: y!.map((sum, i) => sum / weights![i]!), weights: weights! };
}

/** Neighbours that fall are pooled into their mean, until none does. */
function pooled(values: readonly number[], weights: readonly number[]): number[] {
  const blocks: { mean: number; weight: number; length: number }[] = [];
  for (const [i, value] of values.entries()) {
    let block = { mean: value, weight: weights[i]!, length: 1 };
    for (let last = blocks.at(-1); last && last.mean >= block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const weight = last.weight + block.weight;
      const mean = (last.mean * last.weight + block.mean * block.weight) / weight;
      block = { mean, weight, length: last.length + block.length };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ mean, length }) => new Array<number>(length).fill(mean));
}
