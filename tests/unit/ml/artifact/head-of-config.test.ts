import { headOfConfig } from '../../../../src/ml/artifact/head-of-config.js';

const classifier = { architectures: ['BertForSequenceClassification'], id2label: { 1: 'spam', 0: 'ham' } };

describe('the head that a config.json describes', () => {
  it.each([
    ['none', { architectures: ['BertModel'] }, null],
    ['none, for masked language modelling', { architectures: ['BertForMaskedLM'], id2label: { 0: 'x' } }, null],
    ['classification', classifier, { name: 'classification', task: 'text-classification', labels: ['ham', 'spam'] }],
    [
      'the two labels that are left unsaid',
      { architectures: ['BertForSequenceClassification'] },
      { name: 'classification', task: 'text-classification', labels: ['LABEL_0', 'LABEL_1'] },
    ],
    [
      'several labels at once',
      { ...classifier, problem_type: 'multi_label_classification' },
      { name: 'classification', task: 'multi-label-classification', labels: ['ham', 'spam'] },
    ],
    [
      'a number, by type',
      { ...classifier, problem_type: 'regression' },
      { name: 'classification', task: 'text-regression', labels: ['value'] },
    ],
    [
      'a number, by its one output',
      { ...classifier, id2label: { 0: 'LABEL_0' } },
      { name: 'classification', task: 'text-regression', labels: ['value'] },
    ],
    [
      'tokens',
      { architectures: ['BertForTokenClassification'], id2label: { 0: 'O', 1: 'B-X' } },
      { name: 'tokenClassification', task: 'token-classification', labels: ['O', 'B-X'] },
    ],
  ])('is %s', (_, config, head) => {
    expect(headOfConfig(config)).toEqual(head);
  });

  it.each([
    ['labels that skip an index', { ...classifier, id2label: { 0: 'a', 2: 'b' } }, /every index from 0 to 1/],
    ['labels that are no text', { ...classifier, id2label: { 0: 1 } }, /id2label\.0/],
    ['no object', [], /config\.json/],
  ])('is refused with %s', (_, config, message) => {
    expect(() => headOfConfig(config)).toThrow(message);
  });
});
