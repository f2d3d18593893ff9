import { withClassWeights } from '../../../../src/ml/training/class-weights.js';

const examples = ['a', 'a', 'a', 'b', 'a', 'c'].map((label, i) => ({ id: `ex_${i}`, text: `${i}`, label }));
const weightsOf = (...given: Parameters<typeof withClassWeights>) =>
  withClassWeights(...given).map(({ label, weight }) => [label, weight]);

describe('class weights', () => {
  it("that are balanced are those of scikit-learn's compute_class_weight", () => {
    // compute_class_weight('balanced', classes=['a', 'b', 'c'], y=[…]) → [0.5, 2, 2]
    expect(weightsOf(examples, 'balanced')).toEqual([
      ['a', 0.5],
      ['a', 0.5],
      ['a', 0.5],
      ['b', 2],
      ['a', 0.5],
      ['c', 2],
    ]);
  });

  it('that are balanced leave the sum of all as it was', () => {
    const sum = weightsOf(examples, 'balanced').reduce((total, [, weight]) => total + (weight as number), 0);
    expect(sum).toBeCloseTo(examples.length, 12);
  });

  it('that are named count for these labels, and others count 1', () => {
    expect(new Set(weightsOf(examples, { b: 5 }).map(String))).toEqual(new Set(['a,1', 'b,5', 'c,1']));
  });

  it('multiply the weights that examples have', () => {
    expect(weightsOf([{ ...examples[3]!, weight: 3 }], { b: 5 })).toEqual([['b', 15]]);
  });

  it('are not there unless asked for', () => {
    expect(withClassWeights(examples, 'none')).toBe(examples);
  });
});
