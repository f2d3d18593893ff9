import { headLabelsFor } from '../../../../src/worker/handlers/fine-tune/head-labels.js';

const input = { task: 'text-classification' as const, labels: ['ham', 'spam'] };

describe('the order of the labels', () => {
  it("is the model's where it knows just these, so that its head goes on", () => {
    const base = { task: 'text-classification' as const, headLabels: ['spam', 'ham'] };
    expect(headLabelsFor(input, base)).toEqual(['spam', 'ham']);
  });

  it.each([
    ['has no head', { task: null, headLabels: null }],
    ['knows one more', { task: 'text-classification' as const, headLabels: ['spam', 'ham', 'news'] }],
    ['knows others', { task: 'text-classification' as const, headLabels: ['spam', 'news'] }],
    ['has labels for another task', { task: 'multi-label-classification' as const, headLabels: ['spam', 'ham'] }],
  ])("is the data's where the model %s", (_, base) => {
    expect(headLabelsFor(input, base)).toEqual(['ham', 'spam']);
  });

  it("of tags is the model's too", () => {
    const headLabels = ['B-A', 'I-A', 'O'];
    const task = 'token-classification';
    expect(headLabelsFor({ task, labels: ['A'] }, { task, headLabels })).toEqual(headLabels);
    expect(headLabelsFor({ task, labels: ['A'] }, { task: null, headLabels: null })).toEqual(['O', 'B-A', 'I-A']);
  });
});
