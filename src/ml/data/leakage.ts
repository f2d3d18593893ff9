import { SPLITS } from './example.js';
import { NONE, type RowIndex } from './row-index.js';

/** How many texts, groups or groups of near duplicates two splits have in common. */
export interface Overlap {
  trainValidation: number;
  trainTest: number;
  validationTest: number;
}

export interface Leakage {
  texts: Overlap;
  groups: Overlap;
  /** Sets of texts that are nearly the same; null where those were not looked for. */
  near: Overlap | null;
}

/** What stands in more than one split. Random splits have near duplicates at most; splits that came with the rows may have all of it. */
export function findLeakage(rows: RowIndex, assigned: Int8Array): Leakage {
  const ofTexts = new Uint8Array(rows.size);
  const ofGroups = new Uint8Array(rows.size);
  const ofNear = rows.nearGroup && new Uint8Array(rows.size);
  for (let row = 0; row < rows.size; row++) {
    const split = assigned[row]!;
    if (split === NONE) continue;
    ofTexts[rows.sameText.get(row)]! |= 1 << split;
    if (rows.group.get(row) !== NONE) ofGroups[rows.group.get(row)]! |= 1 << split;
    if (ofNear) ofNear[rows.nearGroup![row]!]! |= 1 << split;
  }
  return { texts: overlap(ofTexts), groups: overlap(ofGroups), near: ofNear && overlap(ofNear) };
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
