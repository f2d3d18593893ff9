import { mailClaims } from '../../../../src/bin/bench/mail-claims.js';
import { type MeasuredModel, type ModelName, mailTables, meansOf } from '../../../../src/bin/bench/mail-table.js';
import { measured as resultOf } from './measured.js';

function measured(seed: number, model: ModelName, options: Parameters<typeof resultOf>[0] = {}): MeasuredModel {
  return { seed, model, result: resultOf(options), steps: model === 'baseline' ? null : 100 };
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
