import type { ClassReport } from '../../../../../src/ml/evaluation/classification-report.js';
import { entityOutcomes } from '../../../../../src/ml/evaluation/token-classification/entity-outcomes.js';
import { ENTITY_METRICS } from '../../../../../src/ml/evaluation/token-classification/entity-tally.js';
import { evaluateTokenClassification } from '../../../../../src/ml/evaluation/token-classification/evaluate-token-classification.js';
import { TokenClassificationResult } from '../../../../../src/ml/evaluation/token-classification/token-classification-result.js';
import type { Span } from '../../../../../src/ml/spans/span.js';
import { referenceFile } from './reference-file.js';

type Entity = [start: number, end: number, label: string];
interface Case {
  name: string;
  truths: Entity[][];
  predicted: Entity[][];
  labels: string[];
  metrics: Record<(typeof ENTITY_METRICS)[number], number>;
  perClass: ClassReport[];
}
const { cases } = referenceFile<{ cases: Case[] }>('token-classification');

const spansOf = (rows: Entity[][]): Span[][] =>
  rows.map((entities) => entities.map(([start, end, label]) => ({ start, end, label })));

describe('metrics of entities', () => {
  describe.each(cases)('of $name', ({ truths, predicted, labels, metrics, perClass }) => {
    const labelNames = [...labels, 'ABSENT'];
    const result = evaluateTokenClassification({
      truths: spansOf(truths),
      predicted: spansOf(predicted),
      labelNames,
      seed: 1,
      resamples: 40,
    });

    it.each(ENTITY_METRICS)("equal seqeval's %s in its strict mode", (name) => {
      expect(result.metrics[name]).toBeCloseTo(metrics[name], 9);
    });

    it("equal seqeval's numbers of each label; an absent label has zeros", () => {
      for (const [k, expected] of perClass.entries()) {
        for (const name of ['precision', 'recall', 'f1', 'support'] as const) {
          expect(result.perClass[labels[k]!]![name]).toBeCloseTo(expected[name], 9);
        }
      }
      expect(result.perClass.ABSENT).toEqual({ precision: 0, recall: 0, f1: 0, support: 0 });
    });

    it('are part of a whole result that its schema accepts', () => {
      expect(TokenClassificationResult.parse(result)).toEqual(result);
      expect(result.counts.examples).toBe(truths.length);
      expect(result.counts.entities).toBe(truths.flat().length);
    });
  });

  it('count an entity once that is given twice, and need start, end and label to be right', () => {
    const person = { start: 0, end: 4, label: 'PER' };
    const [outcome] = entityOutcomes([[person, { ...person }]], [[person]], ['PER', 'LOC']);
    expect(outcome).toEqual({ exact: true, counts: [{ label: 0, support: 1, predicted: 1, right: 1 }] });
    for (const other of [{ start: 1 }, { end: 5 }, { label: 'LOC' }]) {
      const [missed] = entityOutcomes([[{ ...person, ...other }]], [[person]], ['PER', 'LOC']);
      expect(missed!.exact).toBe(false);
      expect(missed!.counts.every(({ right }) => right === 0)).toBe(true);
    }
  });

  it('are 0 where there is no entity, and such an example is right', () => {
    const result = evaluateTokenClassification({ predicted: [[]], truths: [[]], labelNames: ['PER'], seed: 1 });
    expect(result.metrics).toEqual({ entityF1: 0, macroPrecision: 0, macroRecall: 0, macroF1: 0 });
    expect(result.counts).toEqual({ examples: 1, correct: 1, entities: 0, resamples: 1000 });
  });

  it('name what is not as expected', () => {
    expect(() => entityOutcomes([], [], [])).toThrow('expected at least one row');
    expect(() => entityOutcomes([[]], [[], []], [])).toThrow('expected the true entities of 1 rows, found 2 rows');
    expect(() => entityOutcomes([[{ start: 0, end: 1, label: 'X' }]], [[]], ['PER'])).toThrow('found X');
  });
});
