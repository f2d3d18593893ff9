import { InputError } from '../../input-error.js';
import { type DatasetTask, SPLITS } from '../example.js';
import type { SplitPlan } from '../options.js';
import { NONE, type RowIndex } from '../row-index.js';
import { rowsOfTask } from '../task-rows.js';
import type { Assignment } from './assign-splits.js';

const TRAIN = SPLITS.indexOf('train');
/** So few labels of one row each may be the beginning of a data set. */
const FEW_LABELS = 10;

/** Rows of each label in each split, or spans where those have the labels: `counts[label][split]`. */
export function countLabels(rows: RowIndex, assigned: Int8Array): number[][] {
  const counts = rows.labels.map(() => SPLITS.map(() => 0));
  for (let row = 0; row < rows.size; row++) {
    const set = rows.labelSet.get(row);
    if (assigned[row] === NONE || set === NONE) continue;
    const { labels, times } = rows.labelSets[set]!;
    labels.forEach((label, i) => {
      counts[label]![assigned[row]!]! += times[i]!;
    });
  }
  return counts;
}

/** Throws InputError where a split can't serve: no rows, one class, a label that can't be learnt. */
export function checkSplits(
  task: DatasetTask,
  rows: RowIndex,
  assignment: Assignment,
  plan: SplitPlan | null,
  labelCounts: readonly number[][],
): void {
  const totals = SPLITS.map(() => 0);
  for (const split of assignment.split) if (split !== NONE) totals[split]!++;
  const kept = totals.reduce((sum, count) => sum + count, 0);
  // What no other split would mend comes first.
  const { labelled, leastLabels, numeric } = rowsOfTask(task);
  checkClasses(task, leastLabels, rows, labelCounts);
  if (numeric) checkValues(rows, assignment);
  if (labelled === 'rows') checkShared(rows, labelCounts, kept);
  checkAsked(totals, kept, assignment, plan);
  // A span's label that train lacks costs the others nothing: the report warns of it.
  if (labelled === 'rows' && totals[TRAIN]! > 0) checkLearnable(rows, labelCounts, assignment);
}

function checkAsked(totals: readonly number[], kept: number, { by }: Assignment, plan: SplitPlan | null): void {
  // Only these two go by shares; the others are as their rows say.
  if (plan === null || (by !== 'random' && by !== 'time')) return;
  SPLITS.forEach((split, i) => {
    const share = plan.shares[split];
    if (share === 0 || totals[i]! > 0) return;
    throw new InputError(
      'empty-split',
      `The split ${split} was to have ${share} of the rows, but of ${kept} rows in all (rows of one group stay together) it ` +
        'gets none. Send more rows, ask for a larger share, or set the share to 0.',
    );
  });
}

function checkClasses(task: DatasetTask, required: number, rows: RowIndex, labelCounts: readonly number[][]): void {
  const present = rows.labels.filter((_, label) => labelCounts[label]!.some((count) => count > 0));
  if (present.length >= required) return;
  const expected = required === 1 ? 'rows with a label' : `rows of at least ${required} different labels`;
  const found = present.length === 0 ? 'no label' : `only ${JSON.stringify(present[0])}`;
  throw new InputError('one-class', `The task ${task} needs ${expected}; found ${found}. Add rows of another label.`);
}

/** Labels of free text: hardly two rows have one in common. */
function checkShared(rows: RowIndex, labelCounts: readonly number[][], kept: number): void {
  const single = rows.labels.filter((_, label) => labelCounts[label]!.reduce((a, b) => a + b) === 1);
  if (single.length < FEW_LABELS || single.length * 2 <= kept) return;
  const some = single.slice(0, 3).map((label) => JSON.stringify(label.slice(0, 60)));
  throw new InputError(
    'free-text-labels',
    `Expected labels that several rows have in common; ${single.length} labels are of one row each, of ${kept} rows in all, such as ` +
      `${some.join(', ')}. Are they free text, or names? Say with options.columns where the labels are.`,
  );
}

function checkLearnable(rows: RowIndex, labelCounts: readonly number[][], assignment: Assignment): void {
  rows.labels.forEach((name, label) => {
    const counts = labelCounts[label]!;
    const elsewhere = SPLITS.filter((_, split) => split !== TRAIN && counts[split]! > 0);
    if (counts[TRAIN]! > 0 || elsewhere.length === 0) return;
    throw new InputError(
      'label-not-in-train',
      `The label ${JSON.stringify(name)} is only in ${elsewhere.join(' and ')} (${counts.reduce((a, b) => a + b)} rows): a ` +
        'model can learn no label that train lacks. ' +
        (assignment.by === 'random'
          ? 'Its rows may all be of one group: add rows of it from other groups, or leave it out.'
          : 'Move rows of it to train, leave it out, or split at random, stratified.'),
    );
  });
}

function checkValues(rows: RowIndex, assignment: Assignment): void {
  let first: number | null = null;
  for (let row = 0; row < rows.size; row++) {
    if (assignment.split[row] === NONE) continue;
    first ??= rows.answer.get(row);
    if (rows.answer.get(row) !== first) return;
  }
  throw new InputError(
    'one-value',
    'Every row has the same value: there is nothing to learn. Add rows of other values.',
  );
}
