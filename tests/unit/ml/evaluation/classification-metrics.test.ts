import { classificationOutcomes } from '../../../../src/ml/evaluation/classification-outcomes.js';
import { classificationReport } from '../../../../src/ml/evaluation/classification-report.js';
import { CLASSIFICATION_METRICS, ClassificationTally } from '../../../../src/ml/evaluation/classification-tally.js';
import { rowsOf } from '../../../../src/ml/evaluation/scores.js';
import { softmaxRows } from '../../../../src/ml/evaluation/softmax.js';
import { Random } from '../../../../src/ml/random.js';
import { REFERENCE_CASES } from './reference-cases.js';

const tallyOf = (probabilities: ArrayLike<number>[], labels: number[]) =>
  ClassificationTally.of(classificationOutcomes(probabilities, labels, probabilities[0]!.length));

describe('classification metrics', () => {
  describe.each(REFERENCE_CASES)('of $name', ({ logits, labels, metrics, perClass, confusion, bins }) => {
    const tally = tallyOf(softmaxRows(logits), labels);

    it.each(CLASSIFICATION_METRICS)("equal the reference's %s", (name) => {
      expect(Math.abs(tally.metrics()[name] - metrics[name])).toBeLessThan(1e-9);
    });

    it("equal scikit-learn's confusion matrix and numbers of each class", () => {
      expect(tally.confusionCounts()).toEqual(confusion);
      const report = classificationReport(tally.confusionCounts());
      for (const [k, expected] of perClass.entries()) {
        expect(report.perClass[k]!.support).toBe(expected.support);
        for (const name of ['precision', 'recall', 'f1'] as const) {
          expect(report.perClass[k]![name]).toBeCloseTo(expected[name], 9);
        }
      }
    });

    it("equal the reference's reliability bins", () => {
      expect(tally.bins().map((bin) => bin.count)).toEqual(bins.map((bin) => bin.count));
      for (const [i, { confidence, accuracy }] of bins.entries()) {
        const found = tally.bins()[i]!;
        if (confidence === null || accuracy === null)
          expect(found).toEqual({ count: 0, confidence: null, accuracy: null });
        else {
          expect(found.confidence).toBeCloseTo(confidence, 9);
          expect(found.accuracy).toBeCloseTo(accuracy, 9);
        }
      }
    });

    it('do not depend on the order of the rows', () => {
      const order = new Random(5).shuffle(labels.map((_, row) => row));
      const probabilities = softmaxRows(logits);
      const shuffled = tallyOf(
        order.map((row) => probabilities[row]!),
        order.map((row) => labels[row]!),
      );
      expect(shuffled.confusionCounts()).toEqual(confusion);
      for (const name of CLASSIFICATION_METRICS) expect(shuffled.metrics()[name]).toBeCloseTo(metrics[name], 9);
    });

    it('do not depend on the order of the classes', () => {
      const classes = logits[0]!.length;
      const reversed = softmaxRows(logits.map((row) => [...row].reverse()));
      const found = tallyOf(
        reversed,
        labels.map((label) => classes - 1 - label),
      ).metrics();
      for (const name of CLASSIFICATION_METRICS) expect(found[name]).toBeCloseTo(metrics[name], 9);
    });
  });

  it('are perfect for a perfect and certain classifier', () => {
    const { nll, ...found } = tallyOf([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [0, 1, 2]).metrics(); // biome-ignore format: a matrix
    expect(nll).toBeCloseTo(0, 12);
    expect(found).toEqual({
      accuracy: 1,
      macroPrecision: 1,
      macroRecall: 1,
      macroF1: 1,
      microF1: 1,
      ece: 0,
      mce: 0,
      brier: 0,
    });
  });

  it('stay finite for a classifier that is certain and wrong', () => {
    expect(tallyOf([[1, 0]], [1]).metrics()).toMatchObject({ accuracy: 0, macroF1: 0, ece: 1, mce: 1, brier: 1 });
    expect(tallyOf([[1, 0]], [1]).metrics().nll).toBeCloseTo(-Math.log(Number.EPSILON), 9);
  });

  it('count a top probability on the bound of two bins into the lower one', () => {
    const bins = tallyOf([[0.6, 0.4], [1, 0], [0.6000001, 0.3999999]], [0, 0, 0]).bins(); // biome-ignore format: a matrix
    expect(bins.map((bin) => bin.count)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1]);
  });

  it('name the row that is not as expected', () => {
    expect(() => tallyOf([[0.5, 0.5]], [2])).toThrow('row 0: expected a label from 0 to 1, found 2');
    expect(() => tallyOf([[0.5, 0.5], [1]], [0, 0])).toThrow('row 1: expected 2 scores, found 1');
    expect(() => tallyOf([[0.5, Number.NaN]], [0])).toThrow('row 0: score 1 is NaN, not finite');
    expect(() => tallyOf([[0.5, 0.5]], [0, 1])).toThrow('expected a label for each of 1 rows, found 2 labels');
    expect(() => classificationOutcomes([], [], 2)).toThrow('expected at least one row');
    expect(() => rowsOf(new Float32Array(5), 2)).toThrow('expected a multiple of 2 scores, found 5');
  });
});
