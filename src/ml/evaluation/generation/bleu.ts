/**
 * Corpus BLEU (Papineni et al., "BLEU: a Method for Automatic Evaluation of Machine Translation", ACL 2002) as sacreBLEU
 * computes it by default: mteval's tokenization "13a", n-grams up to 4, exponential smoothing, one reference
 * (`nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp`). From 0 to 1, a hundredth of sacreBLEU's number.
 */
import { countsOf, shared } from './ngrams.js';
import { trimEnd, wordsOf } from './white-space.js';

const ORDERS = 4;

/** How many numbers `bleuStatistics` gives. */
export const BLEU_STATISTICS = 2 + 2 * ORDERS;

/** Of one row: words predicted, words in the reference, then for each order the n-grams that match and those predicted. */
export function bleuStatistics(prediction: string, reference: string): number[] {
  const predicted = tokenize13a(prediction);
  const wanted = tokenize13a(reference);
  const statistics = [predicted.length, wanted.length];
  for (let order = 1; order <= ORDERS; order++) {
    statistics.push(
      shared(countsOf(wordNgrams(predicted, order)), countsOf(wordNgrams(wanted, order))),
      Math.max(0, predicted.length - order + 1),
    );
  }
  return statistics;
}

/** BLEU of rows whose statistics are summed; 0 where no word matches, or no row is four words long. */
export function bleuOf(sums: ArrayLike<number>): number {
  const [predicted, wanted] = [sums[0]!, sums[1]!];
  if (sums[2] === 0 || sums[2 + 2 * (ORDERS - 1) + 1] === 0) return 0;
  let logPrecision = 0;
  let smoothing = 1;
  for (let order = 1; order <= ORDERS; order++) {
    let matches = sums[2 * order]!;
    if (matches === 0) {
      // An order without a match counts half a match, the next one a quarter, and so on.
      smoothing /= 2;
      matches = smoothing;
    }
    logPrecision += Math.log(matches / sums[2 * order + 1]!) / ORDERS;
  }
  const brevityPenalty = predicted < wanted ? Math.exp(1 - wanted / predicted) : 1;
  return brevityPenalty * Math.exp(logPrecision);
}

function* wordNgrams(words: readonly string[], order: number): Generator<string> {
  // Words hold no space, so that it keeps them apart.
  for (let i = 0; i + order <= words.length; i++) yield words.slice(i, i + order).join(' ');
}

/** The tokenization of mteval-v13a.pl: punctuation stands alone, but for points and commas in numbers. */
export function tokenize13a(text: string): string[] {
  const plain = trimEnd(text)
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  return wordsOf(
    ` ${plain} `
      .replace(/[{-~[-` -&(-+:-@/]/gu, ' $& ')
      .replace(/([^0-9])([.,])/gu, '$1 $2 ')
      .replace(/([.,])([^0-9])/gu, ' $1 $2')
      .replace(/([0-9])(-)/gu, '$1 $2 '),
  );
}
