import { estimateTokens, planBatches } from '../../../src/serving/plan-batches.js';

const rows = (...tokens: number[]) => tokens.map((count) => ({ tokens: count }));
const sizes = (batches: { tokens: number }[][]) => batches.map((batch) => batch.map(({ tokens }) => tokens));

describe('batches', () => {
  it('hold rows of similar length, the shortest first', () => {
    expect(sizes(planBatches(rows(100, 10, 90, 12), 200))).toEqual([
      [10, 12],
      [90, 100],
    ]);
  });

  it('stay within the budget once padded to their longest row', () => {
    const random = Array.from({ length: 200 }, (_, i) => ((i * 7919) % 500) + 1);
    const batches = planBatches(rows(...random), 1000);
    for (const batch of batches) expect(batch.length * batch.at(-1)!.tokens).toBeLessThanOrEqual(1000);
    expect(batches.flat()).toHaveLength(200);
  });

  it('take a row that is over the budget by itself', () => {
    expect(sizes(planBatches(rows(5, 300, 400), 250))).toEqual([[5], [300], [400]]);
  });

  it('are none for no rows', () => {
    expect(planBatches([], 100)).toEqual([]);
  });
});

describe('the estimate of tokens', () => {
  it('grows with both texts, up to what a model looks at', () => {
    const short = estimateTokens({ text: 'a few words' });
    expect(estimateTokens({ text: 'a few words', textPair: 'and more of them' })).toBeGreaterThan(short);
    expect(estimateTokens({ text: 'x'.repeat(1_000_000) })).toBe(512);
  });
});
