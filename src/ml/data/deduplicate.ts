import { SPLITS } from './example.js';
import { NONE, type RowIndex } from './row-index.js';

export const DROP_REASONS = [
  'duplicate',
  'inFrozenSplit',
  'groupInFrozenSplit',
  'superseded',
  'conflict',
  'nearDuplicate',
  'nearInFrozenSplit',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** For each row why it is dropped: an index into DROP_REASONS plus one; 0 where it stays. */
export type Dropped = Uint8Array;

export function drop(dropped: Dropped, row: number, reason: DropReason): void {
  dropped[row] = DROP_REASONS.indexOf(reason) + 1;
}

/**
 * Finds the rows that must go. Of several with the same text and answer the earliest stays; but where rows came with
 * their splits, the one in test stays before the one in validation before the one in train, so that given evaluation
 * splits stay whole.
 *
 * Against a version that is extended: its validation and test rows stay as they are, and whatever has their text (or
 * their group) stays out of train; a new answer to a text of its train split takes the old one's place.
 */
export function findDuplicates(rows: RowIndex, keepDuplicates: boolean): Dropped {
  const dropped = new Uint8Array(rows.size);
  const frozen = frozenTextsAndGroups(rows);
  const answeredAnew = new Uint8Array(rows.size);
  /** The one that stays so far of the rows that are the same, at the first of them. */
  const keeper = new Int32Array(rows.size).fill(NONE);
  for (let row = 0; row < rows.size; row++) {
    const same = rows.sameRow.get(row);
    const kept = keeper[same]!;
    if (rows.inherited.get(row)) keeper[same] = row;
    else if (frozen.texts[rows.sameText.get(row)]) drop(dropped, row, 'inFrozenSplit');
    else if (frozen.groups.has(rows.group.get(row))) drop(dropped, row, 'groupInFrozenSplit');
    else if (kept === NONE || keepDuplicates) {
      keeper[same] = row;
      if (!rows.inherited.get(same)) answeredAnew[rows.sameText.get(row)] = 1;
    } else if (rows.inherited.get(kept) || rows.split.get(row) <= rows.split.get(kept)) drop(dropped, row, 'duplicate');
    else {
      drop(dropped, kept, 'duplicate');
      keeper[same] = row;
    }
  }
  for (let row = 0; row < rows.size; row++) {
    const old = rows.inherited.get(row) && !isFrozen(rows, row);
    if (old && answeredAnew[rows.sameText.get(row)]) drop(dropped, row, 'superseded');
  }
  return dropped;
}

function isFrozen(rows: RowIndex, row: number): boolean {
  return rows.inherited.get(row) === 1 && rows.split.get(row) !== SPLITS.indexOf('train');
}

function frozenTextsAndGroups(rows: RowIndex): { texts: Uint8Array; groups: Set<number> } {
  const texts = new Uint8Array(rows.size);
  const groups = new Set<number>();
  for (let row = 0; row < rows.size; row++) {
    if (!isFrozen(rows, row)) continue;
    texts[rows.sameText.get(row)] = 1;
    groups.add(rows.group.get(row));
  }
  groups.delete(NONE);
  return { texts, groups };
}

/** How many texts stay with more than one answer. */
export function countConflicts(rows: RowIndex, dropped: Dropped): number {
  const answered = new Int32Array(rows.size).fill(NONE);
  const conflicting = new Uint8Array(rows.size);
  let conflicts = 0;
  for (let row = 0; row < rows.size; row++) {
    if (dropped[row]) continue;
    const text = rows.sameText.get(row);
    if (answered[text] === NONE) answered[text] = rows.sameRow.get(row);
    else if (answered[text] !== rows.sameRow.get(row) && !conflicting[text]) {
      conflicting[text] = 1;
      conflicts++;
    }
  }
  return conflicts;
}
