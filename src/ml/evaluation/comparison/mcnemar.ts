/**
 * McNemar's test in its exact form (McNemar, "Note on the sampling error of the difference between correlated proportions
 * or percentages", Psychometrika 12, 1947): of the examples that just one of two classifiers gets right, each is as likely
 * to be one's as the other's if they are equally accurate. As statsmodels' `mcnemar(exact=True)`.
 *
 * @returns the two-sided p-value of the binomial test of a half; 1 where they never differ
 */
export function exactMcNemar(onlyFirst: number, onlySecond: number): number {
  const trials = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  // Sum of the smaller tail by logarithms: 2^-n of a large n is no double.
  let logTerm = -trials * Math.LN2;
  let tail = 0;
  for (let k = 0; k <= fewer; k++) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(trials - k) - Math.log(k + 1);
  }
  return Math.min(1, 2 * tail);
}
