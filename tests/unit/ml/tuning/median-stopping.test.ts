import { type Course, isAmongTheWorst, StoppingRule } from '../../../../src/ml/tuning/median-stopping.js';

const course = (...values: number[]): Course => values.map((value, i) => ({ share: (i + 1) / 4, value }));
const rule = StoppingRule.parse({ minTrials: 3, minShare: 0.4 });
/** Accuracies; up to half of the steps they average 0.6, 0.65 and 0.7. */
const finished = [course(0.5, 0.7, 0.8, 0.9), course(0.6, 0.7, 0.8, 0.8), course(0.6, 0.8, 0.8, 0.9)];

describe('the median rule', () => {
  it('stops what has not come as far at its best as the others were on average by then', () => {
    expect(isAmongTheWorst(course(0.5, 0.64), finished, rule, true)).toBe(true);
    expect(isAmongTheWorst(course(0.66, 0.5), finished, rule, true)).toBe(false);
    expect(isAmongTheWorst(course(0.5, 0.65), finished, rule, true)).toBe(false);
  });

  it('takes less for better where it is', () => {
    const negated = (values: Course) => values.map(({ share, value }) => ({ share, value: -value }));
    expect(isAmongTheWorst(negated(course(0.5, 0.64)), finished.map(negated), rule, false)).toBe(true);
    expect(isAmongTheWorst(negated(course(0.5, 0.66)), finished.map(negated), rule, false)).toBe(false);
  });

  it('waits for its least share, and for enough trials that came as far', () => {
    expect(isAmongTheWorst(course(0.1), finished, rule, true)).toBe(false);
    expect(isAmongTheWorst([], finished, rule, true)).toBe(false);
    expect(isAmongTheWorst(course(0.1, 0.1), finished.slice(1), rule, true)).toBe(false);
    const late = { share: 0.9, value: 1 };
    expect(isAmongTheWorst(course(0.1, 0.1), [...finished.slice(1), [late]], rule, true)).toBe(false);
  });

  it('compares by the share of steps, however many those are', () => {
    const often: Course = Array.from({ length: 20 }, (_, i) => ({ share: (i + 1) / 20, value: 0.6 }));
    expect(isAmongTheWorst(often.slice(0, 10), finished, rule, true)).toBe(true);
    expect(isAmongTheWorst(course(0.64, 0.64), [often, often, often], rule, true)).toBe(false);
  });
});
