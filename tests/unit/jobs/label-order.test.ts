import { labelOrder } from '../../../src/jobs/label-order.js';

const version = { labels: ['ham', 'spam'] };

describe('the order of the labels', () => {
  it("is the model's where it knows just these, so that its head goes on", () => {
    expect(labelOrder({ task: 'text-classification', labels: ['spam', 'ham'] }, version)).toEqual(['spam', 'ham']);
  });

  it.each([
    ['has no head', { task: null, labels: null }],
    ['knows one more', { task: 'text-classification', labels: ['spam', 'ham', 'news'] }],
    ['knows others', { task: 'text-classification', labels: ['spam', 'news'] }],
    ['has labels for another task', { task: 'token-classification', labels: ['spam', 'ham'] }],
  ])("is the data's where the model %s", (_, model) => {
    expect(labelOrder(model, version)).toEqual(['ham', 'spam']);
  });
});
