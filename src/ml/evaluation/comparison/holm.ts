/**
 * Holm's step-down correction (Holm, "A Simple Sequentially Rejective Multiple Test Procedure", 1979): p-values that can be
 * compared with a level as if only one test had been made. As statsmodels' `multipletests(method="holm")`.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, i] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[i]!));
    adjusted[i] = largest;
  }
  return adjusted;
}
