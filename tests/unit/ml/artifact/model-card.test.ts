import { type ModelCard, recalibratedCard, renderModelCard } from '../../../../src/ml/artifact/model-card.js';

const card: ModelCard = {
  name: 'spam filter',
  task: 'text-classification',
  labels: ['ham', 'spam'],
  baseModel: { id: 'mini-en', digest: 'abc' },
  dataset: {
    id: 'ds_1',
    name: 'mail',
    version: 2,
    digest: 'def',
    counts: { train: 800, validation: 100, test: 100 },
    cleaning: [],
  },
  training: { job: 'job_1', seed: 7, codeVersion: '0.1.0', maxLength: 128, hyperparameters: { learningRate: 0.00005 } },
  evaluation: {
    baseline: null,
    split: 'test',
    metrics: { macroF1: 0.97123456, nll: 0.1 },
    intervals: { macroF1: [0.951, 0.982] },
  },
  calibration: {
    method: 'temperature',
    evidence: 'test',
    before: { ece: 0.05, mce: 0.2, brier: 0.1, nll: 0.3 },
    after: { ece: 0.012, mce: 0.1, brier: 0.09, nll: 0.25 },
  },
  warnings: [],
};

describe('a model card', () => {
  it('starts with front matter as the Hub reads it', () => {
    expect(renderModelCard(card).split('---')[1]).toBe(`
library_name: transformers
pipeline_tag: "text-classification"
tags:
  - temper
  - "text-classification"
model-index:
  - name: "spam filter"
    results:
      - task:
          type: "text-classification"
        dataset:
          name: "mail"
          type: "ds_1"
          split: "test"
        metrics:
          - type: "macroF1"
            value: 0.97123456
          - type: "nll"
            value: 0.1
`);
  });

  it('shows data, metrics with intervals, and calibration before and after', () => {
    const text = renderModelCard(card);
    expect(text).toContain('Version 2 of `mail` (`ds_1`, digest `def`).');
    expect(text).toContain('| macroF1 | 0.9712 | 0.951 to 0.982 |\n| nll | 0.1 |  |');
    expect(text).toContain('| ece | 0.05 | 0.012 |');
    expect(text).toContain('- Texts longer than 128 tokens are cut.');
  });

  it('says how often its sets hold the truth', () => {
    const sets = { coverage: 0.9, after: { covered: 0.91234 } };
    expect(renderModelCard({ ...card, calibration: { ...card.calibration!, sets } })).toContain(
      'hold the truth for 0.9 of texts, and did for 0.9123.',
    );
  });

  it('tells of a calibration made anew in the place of the old one, or at the end', () => {
    const report = { ...card.calibration!, method: 'platt', evidence: 'cross-fitted' };
    const told = recalibratedCard(renderModelCard(card), { digest: 'abc', rows: 40, report });
    expect(told.match(/^## Calibration$/gm)).toHaveLength(1);
    expect(told).toContain('Method: platt');
    expect(told).not.toContain('Method: temperature');
    expect(told).toContain('Fitted on 40 examples, with the weights of the model whose digest is `abc`');
    expect(told).toContain('## Limits');
    expect(recalibratedCard('# Other', { digest: 'abc', rows: 40, report })).toMatch(/^# Other\n\n## Calibration\n/);
    expect(recalibratedCard('', { digest: 'abc', rows: 40, report: null })).toMatch(/^## Calibration\n\nNone/);
  });

  it('says how the texts were cleaned, for nobody does so before predicting', () => {
    expect(renderModelCard(card)).not.toContain('cleaned');
    const text = renderModelCard({ ...card, dataset: { ...card.dataset, cleaning: ['html', 'whitespace'] } });
    expect(text).toContain('The texts were cleaned first (`html`, `whitespace`)');
  });

  it('says when its probabilities are not calibrated', () => {
    expect(renderModelCard({ ...card, calibration: null })).toContain('## Calibration\n\nNone: its probabilities');
  });

  it('says when nobody could measure it', () => {
    const text = renderModelCard({ ...card, evaluation: null });
    expect(text).toContain('## Metrics\n\nNone: the data set has neither');
    expect(text.split('---')[1]).not.toContain('model-index');
  });

  it('says when calibration was measured on validation', () => {
    const calibration = { ...card.calibration!, evidence: 'cross-fitted' };
    expect(renderModelCard({ ...card, calibration })).toContain('Measured cross-fitted on the validation split');
  });

  it('is not broken by what users name things', () => {
    const text = renderModelCard({
      ...card,
      name: 'a\n# b: "c"',
      labels: ['x`y', 'two\nlines'],
      warnings: ['a | b\n- c'],
    });
    expect(text).toContain('  - name: "a\\n# b: \\"c\\""\n');
    expect(text).toContain('# a \\# b: "c"\n');
    expect(text).toContain("Labels: `x'y`, `two lines`.");
    expect(text).toContain('- a \\| b - c\n');
  });

  it('shows the first fifty of many labels', () => {
    const labels = Array.from({ length: 60 }, (_, i) => `l${i}`);
    expect(renderModelCard({ ...card, labels })).toContain('`l49` and 10 more.');
  });
});
