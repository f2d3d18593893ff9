import { SPLITS } from './example.js';
import { NONE, type RowIndex } from './row-index.js';

/** How many texts, or groups, two splits have in common. */
export interface Overlap {
  trainValidation: number;
  trainTest: number;
  validationTest: number;
}

export interface Leakage {
  texts: Overlap;
  groups: Overlap;
}

/** What stands in more than one split. Random splits have none of it; splits that came with the rows may. */
export function findLeakage(rows: RowIndex, assigned: Int8Array): Leakage {
  const ofTexts = new Uint8Array(rows.size);
  const ofGroups = new Uint8Array(rows.size);
  for (let row = 0; row < rows.size; row++) {
    const split = assigned[row]!;
    if (split === NONE) continue;
    ofTexts[rows.sameText.get(row)]! |= 1 << split;
    if (rows.group.get(row) !== NONE) ofGroups[rows.group.get(row)]! |= 1 << split;
  }
  return { texts: overlap(ofTexts), groups: overlap(ofGroups) };
}

const [TRAIN, VALIDATION, TEST] = SPLITS.map((_, split) => 1 << split) as [number, number, number];

function overlap(splitsOf: Uint8Array): Overlap {
  const both = (a: number, b: number) => splitsOf.reduce((sum, splits) => sum + (splits & a && splits & b ? 1 : 0), 0);
  return {
    trainValidation: both(TRAIN, VALIDATION),
    trainTest: both(TRAIN, TEST),
    validationTest: both(VALIDATION, TEST),
  };
}
