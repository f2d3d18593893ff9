import { readFileSync } from 'node:fs';
import { minimizeLbfgs } from '../../../../src/ml/evaluation/baseline/minimize-lbfgs.js';
import { TextBaseline } from '../../../../src/ml/evaluation/baseline/text-baseline.js';
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

const train = ({ train: rows, labels, C }: BaselineCase) =>
  TextBaseline.train(
    rows.map((row) => row.text),
    rows.map((row) => row.label),
    labels.length,
    { inverseRegularization: C },
  );

describe('the text baseline', () => {
  it.each(CASES)("gives scikit-learn's probabilities for $name", (reference) => {
    const baseline = train(reference);
    expect(baseline.features).toBe(reference.features);
    const found = softmaxRows(baseline.logits(reference.test));
    for (const [row, expected] of reference.probabilities.entries()) {
      for (const [k, probability] of expected.entries()) {
        expect(Math.abs(found[row]![k]! - probability)).toBeLessThan(1e-4);
      }
    }
  });

  it('gives the same bits twice', () => {
    expect(train(CASES[0]!).logits(CASES[0]!.test)).toEqual(train(CASES[0]!).logits(CASES[0]!.test));
  });

  it('says what it lacks', () => {
    expect(() => TextBaseline.train(['a', 'b'], [0, 1], 2)).toThrow('found none in 2 texts');
    expect(() => TextBaseline.train(['a'], [0, 1], 2)).toThrow('expected a label for each of 1 texts');
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
    const options = { tolerance: 1e-8, maxIterations: 0 };
    expect(() => minimizeLbfgs(parabola, Float64Array.of(3), options)).toThrow('within 0 steps, found 6');
  });
});
