import { backoffOf } from '../../../src/serving/backoff.js';

describe('the wait before a restart', () => {
  it('is none after the first death, then doubles up to a limit', () => {
    const settings = { backoffMs: 1_000, maxBackoffMs: 5_000 };
    expect([1, 2, 3, 4, 5, 500].map((deaths) => backoffOf(deaths, settings))).toEqual([
      0, 1000, 2000, 4000, 5000, 5000,
    ]);
  });
});
