import { leastCertain } from '../../../../src/bin/demo/least-certain.js';

const sure = (...probabilities: number[]) => probabilities.map((probability) => ({ probability }));

describe('leastCertain', () => {
  it('gives the predictions with the smallest top probability, the least sure first', () => {
    expect(leastCertain(sure(0.9, 0.51, 0.99, 0.6), 2)).toEqual([1, 3]);
  });

  it('keeps the order of those that are equally sure', () => {
    expect(leastCertain(sure(0.7, 0.6, 0.7, 0.6), 3)).toEqual([1, 3, 0]);
  });

  it('gives all where there are fewer than asked for', () => {
    expect(leastCertain(sure(0.8, 0.7), 5)).toEqual([1, 0]);
  });
});
