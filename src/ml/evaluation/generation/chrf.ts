/**
 * chrF (Popovic, "chrF: character n-gram F-score for automatic MT evaluation", WMT 2015) of a corpus as sacreBLEU
 * computes it by default: chrF2, character n-grams up to 6 without white space, no word n-grams
 * (`nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no`). From 0 to 1, a hundredth of sacreBLEU's number.
 */
import { countsOf, shared } from './ngrams.js';
import { wordsOf } from './white-space.js';

const ORDERS = 6;
/** Recall counts this many times as much as precision. */
const BETA = 2;

/** How many numbers `chrfStatistics` gives. */
export const CHRF_STATISTICS = 3 * ORDERS;

/** Of one row, for each order: n-grams predicted, n-grams in the reference, n-grams that match. */
export function chrfStatistics(prediction: string, reference: string): number[] {
  const predicted = new Characters(prediction);
  const wanted = new Characters(reference);
  const statistics: number[] = [];
  for (let order = 1; order <= ORDERS; order++) {
    const inReference = wanted.count(order);
    statistics.push(
      // As sacreBLEU: where the reference is too short for the order, what is predicted does not count against it.
      inReference === 0 ? 0 : predicted.count(order),
      inReference,
      shared(countsOf(predicted.ngrams(order)), countsOf(wanted.ngrams(order))),
    );
  }
  return statistics;
}

/** chrF of rows whose statistics are summed: the F-score of the mean precision and recall of the orders that occur. */
export function chrfOf(sums: ArrayLike<number>): number {
  let precision = 0;
  let recall = 0;
  let orders = 0;
  for (let order = 0; order < ORDERS; order++) {
    const [predicted, wanted, matches] = [sums[3 * order]!, sums[3 * order + 1]!, sums[3 * order + 2]!];
    if (predicted === 0 || wanted === 0) continue;
    precision += matches / predicted;
    recall += matches / wanted;
    orders += 1;
  }
  if (precision + recall === 0) return 0;
  return ((1 + BETA ** 2) * (precision / orders) * (recall / orders)) / ((BETA ** 2 * precision + recall) / orders);
}

/** A text without white space by its code points. */
class Characters {
  private readonly text: string;
  /** Where each code point begins, and the end. */
  private readonly places: number[] = [0];

  constructor(text: string) {
    this.text = wordsOf(text).join('');
    for (const character of this.text) this.places.push(this.places.at(-1)! + character.length);
  }

  count(order: number): number {
    return Math.max(0, this.places.length - order);
  }

  *ngrams(order: number): Generator<string> {
    for (let i = 0; i + order < this.places.length; i++) {
      yield this.text.slice(this.places[i], this.places[i + order]);
    }
  }
}
