import { z } from 'zod';
import { type CalibrationRows, isTrue } from './calibration-rows.js';

const SetState = z.strictObject({
  covered: z.number().describe('Share of the examples whose set holds what is true, 0 to 1.'),
  meanSize: z.number().describe('Mean number of labels in a set.'),
  bySize: z
    .array(
      z.strictObject({
        size: z.int().min(0).describe('Labels in the set.'),
        count: z.int().min(1).describe('Examples with a set of that size.'),
        covered: z.number().describe('Share of those whose set holds what is true, 0 to 1.'),
      }),
    )
    .describe('The same for each size of a set there is, the smallest first.'),
});

export const SetReport = z.strictObject({
  coverage: z.number().describe('The share of examples whose set is to hold what is true, 0 to 1.'),
  before: SetState.describe('Sets of as many labels as the uncalibrated probabilities need to come to the coverage.'),
  after: SetState.describe('The sets as served.'),
});
export type SetReport = z.infer<typeof SetReport>;

/** The sets of one who takes probabilities for what they say. */
export function trustingSet(probabilities: ArrayLike<number>, space: CalibrationRows['space'], coverage: number) {
  const order = Array.from(probabilities, (_, label) => label).sort((a, b) => probabilities[b]! - probabilities[a]!);
  let [kept, sum, none] = [order.length, 0, 1];
  if (space === 'exclusive') {
    kept = 0;
    while (kept < order.length && sum < coverage) sum += probabilities[order[kept++]!]!;
  } else {
    // As if labels were independent of each other: none of those that are left out applies.
    while (kept > 0) {
      none *= 1 - probabilities[order[kept - 1]!]!;
      if (none < coverage) break;
      kept -= 1;
    }
  }
  return order.slice(0, kept);
}

export function setStateOf(rows: CalibrationRows, sets: readonly (readonly number[])[]): SetReport['after'] {
  const covers = sets.map((set, row) => {
    const all = Array.from(rows.logits[row]!, (_, label) => label);
    return all.every((label) => !isTrue(rows, row, label) || set.includes(label));
  });
  const share = (some: readonly boolean[]) => some.filter(Boolean).length / some.length;
  const sizes = [...new Set(sets.map(({ length }) => length))].sort((a, b) => a - b);
  return {
    covered: share(covers),
    meanSize: sets.reduce((sum, { length }) => sum + length, 0) / sets.length,
    bySize: sizes.map((size) => {
      const those = covers.filter((_, row) => sets[row]!.length === size);
      return { size, count: those.length, covered: share(those) };
    }),
  };
}
