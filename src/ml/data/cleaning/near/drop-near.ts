import { type Dropped, drop } from '../../deduplicate.js';
import { SPLITS } from '../../example.js';
import { NONE, type RowIndex } from '../../row-index.js';
import type { TaskRows } from '../../task-rows.js';
import { NearIndex } from './near-index.js';
import type { Signatures } from './signatures.js';

const TRAIN = SPLITS.indexOf('train');

/**
 * Drops rows that are near to one that stays and have the same answer. Which of them stays is decided as for exact
 * duplicates: the one in test before validation before train where rows came with their splits, then the earliest. Of a version
 * that is extended all rows stay, and what is near to one of its validation or test rows goes whatever its answer.
 *
 * @returns of each row that was dropped here, the row that it is near to
 */
export function dropNear(
  rows: RowIndex,
  dropped: Dropped,
  signatures: Signatures,
  threshold: number,
  { labelled, numeric }: Pick<TaskRows, 'labelled' | 'numeric'>,
): Map<number, number> {
  const keptFor = new Map<number, number>();
  const index = new NearIndex(signatures, threshold);
  const isFrozen = (row: number) => rows.inherited.get(row) === 1 && rows.split.get(row) !== TRAIN;
  const answerOf = (row: number) => {
    // Places of spans differ with the text: there the labels that are marked say whether two answers are alike.
    if (labelled === 'spans') return rows.labelSet.get(row);
    // Answers that are texts are in the signature already.
    return labelled === 'rows' || numeric ? rows.answer.get(row) : null;
  };
  for (const row of inOrderOfRank(rows)) {
    if (dropped[row]) continue;
    if (!rows.inherited.get(row)) {
      const near = [...index.nearTo(row)];
      const frozen = near.find(isFrozen);
      const twin = frozen ?? near.find((other) => answerOf(other) === answerOf(row));
      if (twin !== undefined) {
        drop(dropped, row, frozen === undefined ? 'nearDuplicate' : 'nearInFrozenSplit');
        keptFor.set(row, twin);
        continue;
      }
    }
    index.insert(row);
  }
  return keptFor;
}

/** Rows that stay for certain come first, then those in test, in validation and in train (or in none), each in order. */
function* inOrderOfRank(rows: RowIndex): Generator<number> {
  const ranks = [null, ...SPLITS.map((_, split) => split).reverse(), NONE];
  for (const rank of ranks) {
    for (let row = 0; row < rows.size; row++) {
      const inherited = rows.inherited.get(row) === 1;
      if (rank === null ? inherited : !inherited && rows.split.get(row) === rank) yield row;
    }
  }
}
