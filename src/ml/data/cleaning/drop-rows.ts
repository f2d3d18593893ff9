import { type Dropped, type DropReason, findDuplicates } from '../deduplicate.js';
import type { RowIndex } from '../row-index.js';
import type { TaskRows } from '../task-rows.js';
import { EXAMPLES } from './cleaning-examples.js';
import type { ResolvedCleaning } from './cleaning-options.js';
import { dropConflicts } from './conflicts.js';
import { dropNear } from './near/drop-near.js';
import { groupNear } from './near/group-near.js';
import type { Signatures } from './near/signatures.js';

/** Two rows to show side by side: one that was dropped for the other. */
export interface DroppedFor {
  step: DropReason;
  row: number;
  other: number;
}

/** When all rows are known: drops what can be told from the others alone. Leaves the groups of near duplicates in `rows`. */
export function dropRows(
  rows: RowIndex,
  cleaning: ResolvedCleaning,
  taskRows: TaskRows,
  signatures: Signatures | null,
): { dropped: Dropped; pairs: DroppedFor[] } {
  const dropped = findDuplicates(rows, cleaning.duplicates === 'keep');
  const pairs: DroppedFor[] = [];
  const show = (step: DropReason, droppedFor: Map<number, number>) => {
    for (const [row, other] of droppedFor) {
      if (pairs.filter((pair) => pair.step === step).length >= EXAMPLES) break;
      pairs.push({ step, row, other });
    }
  };
  if (cleaning.conflicts) show('conflict', dropConflicts(rows, dropped, cleaning.conflicts));
  if (cleaning.nearDuplicates && signatures) {
    const { threshold, action } = cleaning.nearDuplicates;
    if (action === 'drop') show('nearDuplicate', dropNear(rows, dropped, signatures, threshold, taskRows));
    rows.nearGroup = groupNear(rows, dropped, signatures, threshold);
  }
  return { dropped, pairs };
}
