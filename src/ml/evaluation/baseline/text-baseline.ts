import type { Scores } from '../scores.js';
import { LogisticRegression, type LogisticRegressionOptions } from './logistic-regression.js';
import { TfidfVectorizer } from './tfidf-vectorizer.js';

/** On unit TF-IDF vectors scikit-learn's default of 1 leaves a weak opponent, too timid in its probabilities. */
const DEFAULTS: LogisticRegressionOptions = { inverseRegularization: 10 };

/**
 * What a fine-tuned model has to beat: TF-IDF of words and word pairs into a logistic regression, trained in seconds.
 * Its logits go through the same evaluation as a model's.
 */
export class TextBaseline {
  private constructor(
    private readonly vectorizer: TfidfVectorizer,
    private readonly regression: LogisticRegression,
  ) {}

  /** @param labels the class of each text, as an index below `classes` */
  static train(texts: readonly string[], labels: ArrayLike<number>, classes: number, options = DEFAULTS): TextBaseline {
    if (texts.length !== labels.length) {
      throw new RangeError(`expected a label for each of ${texts.length} texts, found ${labels.length} labels`);
    }
    const vectorizer = TfidfVectorizer.fit(texts);
    if (vectorizer.width === 0) {
      throw new RangeError(
        `expected a word of two or more letters that occurs in 2 of the texts, found none in ${texts.length} texts`,
      );
    }
    const regression = LogisticRegression.fit(vectorizer.transform(texts), labels, classes, options);
    return new TextBaseline(vectorizer, regression);
  }

  /** [texts, classes] */
  logits(texts: readonly string[]): Scores {
    return this.regression.logits(this.vectorizer.transform(texts));
  }

  /** Words and word pairs that it weighs. */
  get features(): number {
    return this.vectorizer.width;
  }
}
