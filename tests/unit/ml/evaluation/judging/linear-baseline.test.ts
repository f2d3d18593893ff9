import type { StoredExample } from '../../../../../src/ml/data/example.js';
import { OneVsRest } from '../../../../../src/ml/evaluation/baseline/one-vs-rest.js';
import { RidgeRegression } from '../../../../../src/ml/evaluation/baseline/ridge-regression.js';
import { TfidfVectorizer } from '../../../../../src/ml/evaluation/baseline/tfidf-vectorizer.js';
import { type BaselineTask, trainBaseline } from '../../../../../src/ml/evaluation/baseline/train-baseline.js';
import { REFERENCE } from './judging-reference.js';

const { texts, labels, values, test, features, probabilities, predicted } = REFERENCE.linear;
const NAMES = ['money', 'project', 'goal'];
const vectorizer = TfidfVectorizer.fit(texts);
const seen = vectorizer.transform(texts);
const unseen = vectorizer.transform(test);
const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

describe('one logistic regression a label', () => {
  const model = OneVsRest.fit(seen, labels, 3, { inverseRegularization: 10 });

  it("gives scikit-learn's probabilities", () => {
    expect(vectorizer.width).toBe(features);
    expect(model.converged).toBe(true);
    for (const [row, logits] of model.logits(unseen).entries()) {
      for (const [k, logit] of logits.entries()) {
        expect(Math.abs(sigmoid(logit) - probabilities[row]![k]!)).toBeLessThan(1e-4);
      }
    }
  });

  it('is not infinitely sure of labels that all examples have, or none', () => {
    const same = OneVsRest.fit(
      seen,
      texts.map(() => [1, 0]),
      2,
      { inverseRegularization: 10 },
    );
    const n = texts.length;
    for (const logits of same.logits(unseen)) {
      expect(sigmoid(logits[0]!)).toBeCloseTo((n + 1) / (n + 2), 12);
      expect(sigmoid(logits[1]!)).toBeCloseTo(1 / (n + 2), 12);
    }
  });
});

describe('ridge regression', () => {
  it("gives scikit-learn's values", () => {
    const found = RidgeRegression.fit(seen, values, { regularization: 1 }).predict(unseen);
    for (const [row, value] of predicted.entries()) expect(Math.abs(found[row]! - value)).toBeLessThan(1e-5);
  });

  it('gives the value that all examples have', () => {
    const found = RidgeRegression.fit(
      seen,
      texts.map(() => 7.5),
      { regularization: 1 },
    ).predict(unseen);
    for (const value of found) expect(value).toBeCloseTo(7.5, 9);
  });
});

describe('the baseline of a task', () => {
  const examples = (answer: (row: number) => object) =>
    texts.map((text, row) => ({ id: `ex_${row}`, text, ...answer(row) }) as StoredExample);
  const trained = (task: BaselineTask, answer: (row: number) => object) =>
    trainBaseline(examples(answer), { task, labelNames: task === 'text-regression' ? ['value'] : NAMES, seed: 1 });
  const asked = test.map((text) => ({ text }));

  it('gives what a head would: a logit for each class', () => {
    const baseline = trained('text-classification', (row) => ({ label: NAMES[Math.floor(row / 25)] }));
    expect(baseline).toMatchObject({
      method: 'tfidf-logistic-regression',
      training: { examples: 75, of: 75, features, converged: true },
    });
    const outputs = baseline.outputs(asked);
    expect(outputs.map(({ length }) => length)).toEqual(test.map(() => 3));
    const [first] = outputs;
    expect(first!.indexOf(Math.max(...first!))).toBe(0);
  });

  it('a logit for each label', () => {
    const baseline = trained('multi-label-classification', (row) => ({
      labels: NAMES.filter((_, k) => labels[row]![k] === 1),
    }));
    expect(baseline.method).toBe('tfidf-one-vs-rest');
    for (const [row, logits] of baseline.outputs(asked).entries()) {
      expect(sigmoid(logits[0]!)).toBeCloseTo(probabilities[row]![0]!, 3);
    }
  });

  it('a value', () => {
    const baseline = trained('text-regression', (row) => ({ value: values[row] }));
    expect(baseline.method).toBe('tfidf-ridge');
    for (const [row, [value]] of baseline.outputs(asked).entries()) expect(value).toBeCloseTo(predicted[row]!, 4);
  });

  it('only knows how frequent labels are where no word occurs twice', () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({
      id: `${i}`,
      text: `w${i}`,
      label: NAMES[i % 4 === 0 ? 0 : 1],
    }));
    const baseline = trainBaseline(rows as StoredExample[], {
      task: 'text-classification',
      labelNames: NAMES,
      seed: 1,
    });
    expect(baseline.training.features).toBe(0);
    const [logits] = baseline.outputs([{ text: 'w3' }]);
    expect(logits!.indexOf(Math.max(...logits!))).toBe(1);
  });

  it('is trained on a random part of very many examples', () => {
    const many = Array.from({ length: 50_100 }, (_, i) => ({ id: `${i}`, text: 'a', label: NAMES[i % 2] }));
    const { training } = trainBaseline(many as StoredExample[], {
      task: 'text-classification',
      labelNames: NAMES.slice(0, 2),
      seed: 1,
    });
    expect(training).toMatchObject({ examples: 50_000, of: 50_100 });
  });
});
