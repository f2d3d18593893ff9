import { mailClaims } from '../../../../src/bin/bench/mail-claims.js';
import { type MeasuredModel, type ModelName, mailTables, meansOf } from '../../../../src/bin/bench/mail-table.js';
import { evaluateClassifier } from '../../../../src/ml/evaluation/evaluate-classifier.js';

/** `examples` of which the first `wrong` are taken for the other class, with those odds. */
function measured(seed: number, model: ModelName, { examples = 1000, wrong = 20, odds = 30 } = {}): MeasuredModel {
  const labels = Array.from({ length: examples }, (_, i) => i % 2);
  const logits = labels.map((label, i) => {
    const predicted = i < wrong ? 1 - label : label;
    return [0, 1].map((k) => (k === predicted ? Math.log(odds) : 0));
  });
  const calibration = {
    method: 'temperature',
    parameters: { temperature: 0.78 },
    fit: { rows: 1, nllBefore: 1, nllAfter: 1, note: null },
  } as const;
  const { result } = evaluateClassifier({
    logits,
    labels,
    labelNames: ['ham', 'spam'],
    calibration,
    evidence: 'test',
    seed: 1,
    resamples: 20,
  });
  return { seed, model, result, steps: model === 'baseline' ? null : 100 };
}

const seeds = (tuned: Parameters<typeof measured>[2]) =>
  [1, 2].flatMap((seed) => [
    measured(seed, 'fine-tuned', tuned),
    measured(seed, 'random start', { wrong: 200 }),
    measured(seed, 'baseline'),
  ]);

describe('mailTables', () => {
  it('averages over seeds', () => {
    const models = seeds({ wrong: 10 });
    models[0] = measured(1, 'fine-tuned', { wrong: 30 });
    expect(meansOf(models)['fine-tuned'].accuracy).toBeCloseTo(0.98, 10);
  });

  it('is Markdown: a row for each model, then one for each of each seed', () => {
    const rows = mailTables(seeds({}))
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(2 + 3 + 2 + 6);
    expect(rows[2]).toMatch(/^\| fine-tuned \| 0\.9800 \| 0\.9800 \|/);
    expect(rows[7]).toMatch(/^\| 1 \| fine-tuned \| 100 \| 1000 \| 0\.9800 \[0\.\d{3}, 0\.\d{3}\] \|/);
  });
});

describe('mailClaims', () => {
  const held = (models: MeasuredModel[]) => mailClaims(models).map(({ holds }) => holds);

  it('holds what was measured against what is claimed', () => {
    expect(held(seeds({}))).toEqual([true, true, true, true, true, true]);
  });

  it('says so where too little is right, too few are tested, or a random start does as well', () => {
    expect(held(seeds({ wrong: 300, examples: 900 }))).toEqual([false, false, false, false, false, false]);
  });
});
