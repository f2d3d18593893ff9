import type { Dropped } from '../../deduplicate.js';
import { DisjointSets } from '../../disjoint-sets.js';
import type { RowIndex } from '../../row-index.js';
import { NearIndex } from './near-index.js';
import type { Signatures } from './signatures.js';

/**
 * Groups of rows that are near to each other: for each row one that stands for its group. Rows that are near to none before
 * them stand for themselves; all others are grouped with each of those that they are near to, so that groups join. (Two rows
 * that are near to each other alone and to different ones of those may stay apart.) Rows are gone through in the order of
 * their contents' hashes: the groups don't depend on the order of the file.
 */
export function groupNear(rows: RowIndex, dropped: Dropped, signatures: Signatures, threshold: number): Int32Array {
  const index = new NearIndex(signatures, threshold);
  const key = (row: number) => rows.shuffleKey.get(row);
  const order = new Uint32Array(rows.size).map((_, row) => row).sort((a, b) => key(a) - key(b) || a - b);
  for (const row of order) {
    if (!dropped[row] && index.nearTo(row).next().done) index.insert(row);
  }
  const sets = new DisjointSets(rows.size);
  for (const row of order) {
    if (dropped[row]) continue;
    for (const other of index.nearTo(row)) sets.join(row, other);
  }
  return new Int32Array(rows.size).map((_, row) => sets.root(row));
}
