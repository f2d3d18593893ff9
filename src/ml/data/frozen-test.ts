import { z } from 'zod';
import type { RowIndex } from './row-index.js';

const texts = z.int().min(0);

/** How the rows of a source go together with a test split that is frozen from an earlier version. */
export const FrozenTest = z.object({
  version: z.int().positive().describe('The version whose test split this one has'),
  rows: z.int().min(0).describe('Rows of that test split'),
  found: texts.describe('Its texts that the source has too; those rows of the source stayed out of train'),
  missing: texts.describe('Its texts that the source lacks'),
  answeredAnew: texts.describe('Its texts that have another answer in the source; the frozen answer stays'),
});
export type FrozenTest = z.infer<typeof FrozenTest>;

/** @param rows those of the frozen split first, as inherited, then those of the source */
export function compareWithFrozen(rows: RowIndex, version: number): FrozenTest {
  const frozen = new Set<number>();
  const found = new Set<number>();
  const answeredAnew = new Set<number>();
  let inherited = 0;
  for (let row = 0; row < rows.size; row++) {
    const text = rows.sameText.get(row);
    if (rows.inherited.get(row)) {
      inherited++;
      frozen.add(text);
    } else if (frozen.has(text)) {
      found.add(text);
      if (!rows.inherited.get(rows.sameRow.get(row))) answeredAnew.add(text);
    }
  }
  const missing = frozen.size - found.size;
  return { version, rows: inherited, found: found.size, missing, answeredAnew: answeredAnew.size };
}

export function remarksOnFrozen({ version, answeredAnew }: FrozenTest): string[] {
  if (answeredAnew === 0) return [];
  return [
    `${answeredAnew} texts of the test split frozen from version ${version} have another answer in the source; the frozen ` +
      'answer stays. Start afresh, without split.frozenFrom, where the test itself is to be corrected.',
  ];
}
