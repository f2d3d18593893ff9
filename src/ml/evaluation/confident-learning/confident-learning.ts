import { argmax, checkScores, type Scores } from '../scores.js';

/** So that a probability which equals its class's threshold counts as confident, whatever rounding did to the two. */
const ROUNDING = 1e-6;
/** Of a class that no row has: no probability reaches it. */
const UNREACHABLE = 2;

/** A row whose given label the probabilities speak against. */
export interface LabelIssue {
  row: number;
  given: number;
  /** The class that the row is confidently counted as. */
  suggested: number;
  /** Normalised margin, 0 to 1: half of 1 + p(given) − the largest p of another class. Under 0.5 another class leads. */
  margin: number;
}

export interface ConfidentLearning {
  /** Mean probability of each class among the rows that are given it (self-confidence). */
  thresholds: Float64Array;
  /** Rows by given class (first index) and the class they are confidently of (second). */
  confidentJoint: number[][];
  /** The worst first. */
  issues: LabelIssue[];
}

/**
 * Confident learning (Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR
 * 2021): a row is confidently of a class whose probability reaches the class's threshold; of several such classes, of
 * the most probable one. Rows off the diagonal of the joint counts are label issues, unless their given label is the most
 * probable all the same. The sets equal those of cleanlab's `find_label_issues(filter_by="confident_learning")`.
 *
 * @param probabilities [rows, classes], of rows that the model was not fitted on
 * @param labels the given class of each row
 */
export function confidentLearning(
  probabilities: Scores,
  labels: ArrayLike<number>,
  classes: number,
): ConfidentLearning {
  checkScores(probabilities, labels, classes);
  const thresholds = meanSelfConfidence(probabilities, labels, classes);
  const confidentJoint = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const issues: LabelIssue[] = [];
  for (const [row, scores] of probabilities.entries()) {
    const given = labels[row]!;
    const suggested = confidentClass(scores, thresholds);
    if (suggested === null) continue;
    confidentJoint[given]![suggested]! += 1;
    if (suggested === given || argmax(scores) === given) continue;
    issues.push({ row, given, suggested, margin: normalisedMargin(scores, given) });
  }
  issues.sort((a, b) => a.margin - b.margin || a.row - b.row);
  return { thresholds, confidentJoint, issues };
}

function meanSelfConfidence(probabilities: Scores, labels: ArrayLike<number>, classes: number): Float64Array {
  const sums = new Float64Array(classes);
  const counts = new Float64Array(classes);
  for (const [row, scores] of probabilities.entries()) {
    const given = labels[row]!;
    sums[given]! += scores[given]!;
    counts[given]! += 1;
  }
  return sums.map((sum, k) => (counts[k] === 0 ? UNREACHABLE : Math.max(2 * ROUNDING, sum / counts[k]!)));
}

/** null where no class reaches its threshold: the row speaks for nothing. */
function confidentClass(scores: ArrayLike<number>, thresholds: Float64Array): number | null {
  let only: number | null = null;
  for (let k = 0; k < thresholds.length; k++) {
    if (scores[k]! < thresholds[k]! - ROUNDING) continue;
    if (only !== null) return argmax(scores);
    only = k;
  }
  return only;
}

function normalisedMargin(scores: ArrayLike<number>, given: number): number {
  let other = 0;
  for (let k = 0; k < scores.length; k++) if (k !== given) other = Math.max(other, scores[k]!);
  return (scores[given]! - other + 1) / 2;
}
