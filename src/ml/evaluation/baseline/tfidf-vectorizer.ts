import { SparseMatrix } from './sparse-matrix.js';

/** Runs of two or more letters, digits or underscores, as scikit-learn's default pattern. */
const TOKEN = /[\p{L}\p{N}_]{2,}/gu;

/**
 * Texts as unit vectors of weighted words and word pairs: scikit-learn's `TfidfVectorizer(sublinear_tf=True,
 * ngram_range=(1, 2), min_df=2)`.
 */
export class TfidfVectorizer {
  private constructor(
    private readonly columnOf: ReadonlyMap<string, number>,
    private readonly inverseFrequency: Float64Array,
  ) {}

  /**
   * Takes the terms that occur in at least `minimumTexts` texts; of more than `maximumTerms` those of most texts. There may
   * be none.
   */
  static fit(texts: readonly string[], { minimumTexts = 2, maximumTerms = Number.POSITIVE_INFINITY } = {}) {
    const textsWith = new Map<string, number>();
    for (const text of texts) {
      for (const term of new Set(termsOf(text))) textsWith.set(term, (textsWith.get(term) ?? 0) + 1);
    }
    const frequent = [...textsWith].filter(([, count]) => count >= minimumTexts);
    const kept =
      frequent.length <= maximumTerms ? frequent : frequent.sort(([, a], [, b]) => b - a).slice(0, maximumTerms);
    const inverseFrequency = Float64Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1);
    return new TfidfVectorizer(new Map(kept.map(([term], column) => [term, column])), inverseFrequency);
  }

  get width(): number {
    return this.columnOf.size;
  }

  /** A row a text; all zeros for a text without a known term. */
  transform(texts: readonly string[]): SparseMatrix {
    return SparseMatrix.of(this.width, this.weighed(texts));
  }

  private *weighed(texts: readonly string[]): Generator<Map<number, number>> {
    for (const text of texts) yield this.weigh(text);
  }

  private weigh(text: string): Map<number, number> {
    const weights = new Map<number, number>();
    for (const term of termsOf(text)) {
      const column = this.columnOf.get(term);
      if (column !== undefined) weights.set(column, (weights.get(column) ?? 0) + 1);
    }
    let squares = 0;
    for (const [column, count] of weights) {
      const weight = (1 + Math.log(count)) * this.inverseFrequency[column]!;
      weights.set(column, weight);
      squares += weight * weight;
    }
    for (const [column, weight] of weights) weights.set(column, weight / Math.sqrt(squares));
    return weights;
  }
}

function termsOf(text: string): string[] {
  const words = text.toLowerCase().match(TOKEN) ?? [];
  return [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)];
}
