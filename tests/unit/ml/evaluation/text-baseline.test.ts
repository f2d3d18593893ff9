import { readFileSync } from 'node:fs';
import { LogisticRegression } from '../../../../src/ml/evaluation/baseline/logistic-regression.js';
import { minimizeLbfgs } from '../../../../src/ml/evaluation/baseline/minimize-lbfgs.js';
import { TfidfVectorizer } from '../../../../src/ml/evaluation/baseline/tfidf-vectorizer.js';
import { softmaxRows } from '../../../../src/ml/evaluation/softmax.js';

interface BaselineCase {
  name: string;
  labels: string[];
  C: number;
  train: { text: string; label: number }[];
  test: string[];
  features: number;
  probabilities: number[][];
}

const CASES: BaselineCase[] = JSON.parse(
  readFileSync(new URL('../../../reference/baseline.json', import.meta.url), 'utf8'),
).cases;

function train({ train: rows, labels, C, test }: BaselineCase) {
  const vectorizer = TfidfVectorizer.fit(rows.map(({ text }) => text));
  const features = vectorizer.transform(rows.map(({ text }) => text));
  const classes = rows.map(({ label }) => label);
  const model = LogisticRegression.fit(features, classes, labels.length, { inverseRegularization: C });
  return { width: vectorizer.width, logits: model.logits(vectorizer.transform(test)) };
}

describe('TF-IDF and logistic regression', () => {
  it.each(CASES)("give scikit-learn's probabilities for $name", (reference) => {
    const { width, logits } = train(reference);
    expect(width).toBe(reference.features);
    const found = softmaxRows(logits);
    for (const [row, expected] of reference.probabilities.entries()) {
      for (const [k, probability] of expected.entries()) {
        expect(Math.abs(found[row]![k]! - probability)).toBeLessThan(1e-4);
      }
    }
  });

  it('give the same bits twice', () => {
    expect(train(CASES[0]!)).toEqual(train(CASES[0]!));
  });
});

describe('TF-IDF vectors', () => {
  const vectors = TfidfVectorizer.fit(['red fox', 'red fox fox', 'blue']).transform(['Red fox', 'fox', 'green']);

  it('have unit length, and none for a text without a known term', () => {
    const lengths = [0, 1, 2].map((row) => {
      const dense = new Float64Array(vectors.width);
      vectors.addTo(dense, 0, row, 1);
      return Math.hypot(...dense);
    });
    expect(lengths[0]).toBeCloseTo(1, 12);
    expect(lengths[1]).toBeCloseTo(1, 12);
    expect(lengths[2]).toBe(0);
  });

  it('leave out terms of one text and keep pairs', () => {
    expect(vectors.width).toBe(3);
  });
});

describe('L-BFGS', () => {
  it("finds the bottom of Rosenbrock's valley", () => {
    const point = Float64Array.of(-1.2, 1);
    const rosenbrock = (at: Float64Array, gradient: Float64Array) => {
      const [x, y] = [at[0]!, at[1]!];
      gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
      gradient[1] = 200 * (y - x * x);
      return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    };
    minimizeLbfgs(rosenbrock, point, { tolerance: 1e-8, maxIterations: 100 });
    expect(point[0]).toBeCloseTo(1, 6);
    expect(point[1]).toBeCloseTo(1, 6);
  });

  it('says when it has not converged', () => {
    const parabola = (at: Float64Array, gradient: Float64Array) => {
      gradient[0] = 2 * at[0]!;
      return at[0]! ** 2;
    };
    const point = Float64Array.of(3);
    expect(minimizeLbfgs(parabola, point, { tolerance: 1e-8, maxIterations: 0 })).toBe(false);
    expect(minimizeLbfgs(parabola, point, { tolerance: 1e-8, maxIterations: 100 })).toBe(true);
    expect(point[0]).toBeCloseTo(0, 8);
  });
});
