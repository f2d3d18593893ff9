import { Random } from '../../random.js';
import { LogisticRegression } from '../baseline/logistic-regression.js';
import { TfidfVectorizer } from '../baseline/tfidf-vectorizer.js';
import { softmax } from '../softmax.js';

export const FOLDS = 5;

/** Probabilities are held against each other here, not against other software: so near the minimum is near enough. */
const FIT = { inverseRegularization: 10, tolerance: 0.1 };
/** Weights of all classes together; the fit keeps some twenty times as many numbers. */
const MOST_WEIGHTS = 200_000;

/** Texts to be told apart, in any order: as many labels and units. */
export interface LabelledTexts {
  texts: readonly string[];
  /** The class of each. */
  labels: ArrayLike<number>;
  /** Rows of one unit (a group, or the same text) are predicted by a fit on none of them. */
  units: readonly string[];
}

/**
 * Probabilities of the text baseline's regression, fitted for each of five stratified folds on the other four. The
 * weights of words come from all texts, for which no label is looked at.
 *
 * @returns probabilities [rows, classes], in the order of the rows
 * @throws Error where a fit does not converge
 */
export function outOfFoldProbabilities(
  { texts, labels, units }: LabelledTexts,
  classes: number,
  seed: number,
): Float64Array[] {
  const folds = assignFolds(labels, units, classes, seed);
  const features = TfidfVectorizer.fit(texts, { maximumTerms: Math.ceil(MOST_WEIGHTS / classes) }).transform(texts);
  const probabilities = new Array<Float64Array>(texts.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const held: number[] = [];
    const others: number[] = [];
    for (const [row, of] of folds.entries()) (of === fold ? held : others).push(row);
    const known = others.map((row) => labels[row]!);
    const regression = LogisticRegression.fit(features.select(others), known, classes, FIT);
    const logits = regression.logits(features.select(held));
    for (const [i, row] of held.entries()) probabilities[row] = softmax(logits[i]!);
  }
  return probabilities;
}

/** The fold of each row: those of a class are dealt out in turn, in a seeded order. */
function assignFolds(labels: ArrayLike<number>, units: readonly string[], classes: number, seed: number): Uint8Array {
  const folds = new Uint8Array(units.length);
  const foldOf = new Map<string, number>();
  const dealt = new Uint32Array(classes);
  for (const row of new Random(seed).shuffle(Uint32Array.from(units, (_, row) => row))) {
    const known = foldOf.get(units[row]!);
    folds[row] = known ?? dealt[labels[row]!]!++ % FOLDS;
    if (known === undefined) foldOf.set(units[row]!, folds[row]!);
  }
  return folds;
}
