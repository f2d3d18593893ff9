import type { ClassReport } from '../../../../../src/ml/evaluation/classification-report.js';
import { evaluateMultiLabel } from '../../../../../src/ml/evaluation/multi-label/evaluate-multi-label.js';
import { multiLabelOutcomes } from '../../../../../src/ml/evaluation/multi-label/multi-label-outcomes.js';
import { MultiLabelResult } from '../../../../../src/ml/evaluation/multi-label/multi-label-result.js';
import { MultiLabelTally } from '../../../../../src/ml/evaluation/multi-label/multi-label-tally.js';
import { referenceFile } from './reference-file.js';

interface Case {
  name: string;
  probabilities: number[][];
  truths: number[][];
  metrics: Record<string, number>;
  perClass: ClassReport[];
  bins: number[];
}
const { cases } = referenceFile<{ cases: Case[] }>('multi-label');

const tallyOf = (probabilities: number[][], truths: number[][]) =>
  MultiLabelTally.of(multiLabelOutcomes(probabilities, truths, truths[0]!.length), truths[0]!.length);

describe('multi-label metrics', () => {
  describe.each(cases)('of $name', ({ probabilities, truths, metrics, perClass, bins }) => {
    const tally = tallyOf(probabilities, truths);

    it.each(Object.keys(metrics))("equal the reference's %s", (name) => {
      expect(tally.metrics()[name as 'nll']).toBeCloseTo(metrics[name]!, 9);
    });

    it("equal scikit-learn's numbers of each label, and the reference's bins", () => {
      for (const [k, expected] of perClass.entries()) {
        const found = tally.perLabel()[k]!;
        for (const name of ['precision', 'recall', 'f1', 'support'] as const) {
          expect(found[name]).toBeCloseTo(expected[name], 9);
        }
      }
      expect(tally.bins().map((bin) => bin.count)).toEqual(bins);
    });
  });

  it('are of the label alone where there is one', () => {
    const { accuracy, microF1, macroF1 } = tallyOf([[0.9], [0.2], [0.8], [0.3]], [[1], [1], [0], [0]]).metrics();
    expect([accuracy, microF1, macroF1]).toEqual([0.5, 0.5, 0.5]);
  });

  it('take a label for predicted at a probability of a half', () => {
    expect(tallyOf([[0.5, 0.4999]], [[1, 0]]).metrics().accuracy).toBe(1);
  });

  it('are 0 where nothing is true or predicted, but for the share of rows that are right', () => {
    expect(tallyOf([[0.1, 0.1]], [[0, 0]]).metrics()).toMatchObject({ accuracy: 1, macroF1: 0, microF1: 0 });
  });

  it('stay finite for a classifier that is certain and wrong', () => {
    expect(tallyOf([[1, 0]], [[0, 1]]).metrics().nll).toBeCloseTo(-Math.log(Number.EPSILON), 9);
  });

  it('name the row that is not as expected', () => {
    expect(() => multiLabelOutcomes([], [], 2)).toThrow('expected at least one row');
    expect(() => multiLabelOutcomes([[0.1]], [], 1)).toThrow('expected truths for each of 1 rows, found 0 rows');
    expect(() => multiLabelOutcomes([[0.1]], [[0, 1]], 2)).toThrow('row 0: expected 2 probabilities and truths');
    expect(() => multiLabelOutcomes([[1.1]], [[0]], 1)).toThrow('row 0: expected a probability from 0 to 1');
    expect(() => multiLabelOutcomes([[0.1]], [[2]], 1)).toThrow('row 0: expected 0 or 1 as the truth of label 0');
  });
});

describe('evaluateMultiLabel', () => {
  const { probabilities: after, truths, metrics, perClass } = cases[0]!;
  const before = after.map((row) => row.map((p) => p * 0.5));
  const values = truths.map((_, row) => (row < 30 ? 'en' : null));
  const input = { before, after, truths, labelNames: ['a', 'b', 'c'], seed: 1, resamples: 60 };
  const result = evaluateMultiLabel({ ...input, slices: [{ by: 'metadata.language', values }] });

  it('gives a whole result that its schema accepts', () => {
    expect(MultiLabelResult.parse(result)).toEqual(result);
    expect(result.metrics).toMatchObject({ accuracy: metrics.accuracy, macroF1: expect.closeTo(metrics.macroF1!, 9) });
    expect(result.perClass.b!.support).toBe(perClass[1]!.support);
    expect(result.counts).toEqual({ examples: 40, correct: 20, resamples: 60 });
    for (const [name, [low, high]] of Object.entries(result.intervals)) {
      expect(low).toBeLessThan(high);
      expect(result.metrics[name as 'nll']).toBeGreaterThanOrEqual(low);
      expect(result.metrics[name as 'nll']).toBeLessThanOrEqual(high);
    }
  });

  it('takes the loss from the probabilities before calibration', () => {
    expect(result.metrics.loss).toBeCloseTo(tallyOf(before, truths).metrics().nll, 9);
    expect(result.metrics.nll).toBeCloseTo(metrics.nll!, 9);
  });

  it('measures each slice as if it were all', () => {
    const [first, second] = result.slices![0]!.values;
    expect([first!.examples, second!.examples]).toEqual([30, 10]);
    const alone = { ...input, before: before.slice(0, 30), after: after.slice(0, 30), truths: truths.slice(0, 30) };
    expect(first!.metrics).toEqual(evaluateMultiLabel({ ...alone, resamples: 1 }).metrics);
  });

  it('repeats for a seed', () => {
    expect(evaluateMultiLabel(input).intervals).toEqual(result.intervals);
    expect(evaluateMultiLabel({ ...input, seed: 2 }).intervals).not.toEqual(result.intervals);
  });
});
