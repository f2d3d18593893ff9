import { type Dropped, drop } from '../deduplicate.js';
import { NONE, type RowIndex } from '../row-index.js';

/** The answers to a text, each by the first row that has it, with the number of rows that do. */
type Votes = Map<number, number>;

/**
 * Drops new rows whose text has more than one answer: all of them, or those whose answer is not the one that most rows
 * have. Exact duplicates have their vote, dropped or not; where no answer has most, all go. Rows of a version that is
 * extended stay.
 *
 * @returns of each row that was dropped here, one with another answer
 */
export function dropConflicts(rows: RowIndex, dropped: Dropped, action: 'drop' | 'majority'): Map<number, number> {
  const conflicts = findConflicts(rows, dropped);
  const winners = new Map<number, number>();
  for (const [text, votes] of action === 'majority' ? conflicts : []) {
    const [first, second] = [...votes].sort(([, a], [, b]) => b - a);
    if (first![1] > second![1]) winners.set(text, first![0]);
  }
  const droppedFor = new Map<number, number>();
  for (let row = 0; row < rows.size; row++) {
    const [text, same] = [rows.sameText.get(row), rows.sameRow.get(row)];
    const votes = conflicts.get(text);
    if (dropped[row] || rows.inherited.get(row) || !votes || winners.get(text) === same) continue;
    drop(dropped, row, 'conflict');
    const [first, second] = votes.keys() as Iterable<number>;
    droppedFor.set(row, winners.get(text) ?? (first === same ? second! : first!));
  }
  return droppedFor;
}

/** Texts of new rows with more than one answer, by the first row with the text. */
function findConflicts(rows: RowIndex, dropped: Dropped): Map<number, Votes> {
  const answer = new Int32Array(rows.size).fill(NONE);
  const conflicts = new Map<number, Votes>();
  for (let row = 0; row < rows.size; row++) {
    if (dropped[row] || rows.inherited.get(row)) continue;
    const [text, same] = [rows.sameText.get(row), rows.sameRow.get(row)];
    if (answer[text] === NONE) answer[text] = same;
    else if (answer[text] !== same) {
      const votes = conflicts.get(text) ?? new Map([[answer[text]!, rows.timesRead(answer[text]!)]]);
      conflicts.set(text, votes.set(same, rows.timesRead(same)));
    }
  }
  return conflicts;
}
