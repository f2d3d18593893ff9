import { type DatasetTask, type Example, SPLITS, type Split, type StoredExample } from '../../data/example.js';
import { keyOfId } from '../../data/keys.js';
import { rowsOfTask } from '../../data/task-rows.js';
import { excerptOf } from '../prediction.js';
import { argmax } from '../scores.js';
import { confidentLearning, type LabelIssue } from './confident-learning.js';
import { FOLDS, outOfFoldProbabilities } from './out-of-fold.js';
import { type LabelReviewSummary, notForTask, type SuspiciousLabel } from './suspicious-label.js';

/** Rows times labels up to which labels are looked at unasked: some seconds on two cores. */
const UNASKED = 6_000;
/** Rows, and rows times labels, that are looked at when asked: minutes, and some hundred megabytes. */
const MOST_ROWS = 50_000;
const MOST_WORK = 400_000;
/** Characters kept of all texts together, and of one. */
const MOST_CHARACTERS = 16_000_000;
const MOST_OF_TEXT = 2000;
/** Two to a fold: of fewer rows nothing is learnt that would speak for or against a label. */
const LEAST_ROWS = 2 * FOLDS;
const SEED = 1;
const MOST_PAIRS = 20;
const OTHERS_SHOWN = 3;

export interface LabelReviewPlan {
  task: DatasetTask;
  /** Rows of the version, and its labels. */
  rows: number;
  labels: readonly string[];
  /** What the options ask for; undefined where they do not say. */
  asked: boolean | undefined;
}

export interface LabelReviewResult {
  summary: LabelReviewSummary;
  suspicious: SuspiciousLabel[];
}

interface ReviewedRow {
  id: string;
  split: Split;
  text: string;
  label: string;
  /** Its group, or what identifies its text. */
  unit: string;
}

/** Collects the rows of a version, or a sample of them, and finds those whose labels look wrong. */
export class LabelReview {
  /** Why it looks at nothing; null where it does. */
  readonly reason: string | null;
  private readonly rows: ReviewedRow[] = [];
  private readonly stride: number;
  private readonly characters: number;
  private seen = 0;

  constructor(private readonly plan: LabelReviewPlan) {
    this.reason = reasonAgainst(plan);
    const most = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_WORK / Math.max(1, plan.labels.length))));
    this.stride = Math.max(1, Math.ceil(plan.rows / most));
    this.characters = Math.min(MOST_OF_TEXT, Math.floor(MOST_CHARACTERS / Math.max(1, Math.min(plan.rows, most))));
  }

  /** To be called with every row's line; only those in the sample are looked at. */
  add(line: () => string, split: Split): void {
    if (this.reason !== null || this.seen++ % this.stride !== 0) return;
    const example = JSON.parse(line()) as StoredExample;
    const { task } = this.plan;
    const text = rowsOfTask(task)
      .textsOf(example as Example)
      .filter(Boolean)
      .join('\n');
    const unit = example.group === undefined ? `text ${keyOfId(example.id).text.join()}` : `group ${example.group}`;
    const [label = ''] = rowsOfTask(task).labelsOf(example);
    this.rows.push({ id: example.id, split, text: text.slice(0, this.characters), label, unit });
  }

  finish(): LabelReviewResult {
    if (this.reason !== null) return nothing(this.reason);
    const counts = new Map<string, number>();
    for (const { label } of this.rows) counts.set(label, (counts.get(label) ?? 0) + 1);
    const labels = this.plan.labels.filter((label) => (counts.get(label) ?? 0) >= LEAST_ROWS);
    const rareLabels = this.plan.labels.filter((label) => !labels.includes(label));
    if (labels.length < 2) {
      return nothing(
        `Expected two labels of ${LEAST_ROWS} rows or more; found ${labels.length}. Add rows.`,
        rareLabels,
      );
    }
    const index = new Map(labels.map((label, k) => [label, k]));
    const rows = this.rows.filter(({ label }) => index.has(label));
    const given = Uint32Array.from(rows, ({ label }) => index.get(label)!);
    const probabilities = predict(rows, given, labels.length);
    if (typeof probabilities === 'string') return nothing(probabilities, rareLabels);
    const right = probabilities.filter((scores, row) => argmax(scores) === given[row]).length;
    const majority = Math.max(...labels.map((label) => counts.get(label)!));
    if (right <= majority) {
      const reason =
        'The words of these texts do not tell their labels: the guesses are no better than always saying the most ' +
        'frequent label, so that they speak against none. Look at an evaluation’s worst predictions instead.';
      return nothing(reason, rareLabels);
    }
    const { issues } = confidentLearning(probabilities, given, labels.length);
    const suspicious = issues.map((issue) => shown(issue, rows[issue.row]!, probabilities[issue.row]!, labels));
    const summary = {
      reason: null,
      rows: rows.length,
      ...countOf(suspicious),
      accuracy: right / rows.length,
      rareLabels,
    };
    return { summary, suspicious };
  }
}

function reasonAgainst({ task, rows, labels, asked }: LabelReviewPlan): string | null {
  if (task !== 'text-classification') return notForTask(task);
  if (asked === false) return 'The options of the version turn it off.';
  if (asked || rows * labels.length <= UNASKED) return null;
  return (
    `Unasked it is done for up to ${UNASKED} rows times labels; found ${rows} rows of ${labels.length} labels. ` +
    'Make a version with options.review.suspiciousLabels set to true; it takes minutes.'
  );
}

/** Probabilities, or why there are none: a fit that fails must not cost the version, whose rows are whole. */
function predict(rows: readonly ReviewedRow[], labels: Uint32Array, classes: number): Float64Array[] | string {
  const texts = { texts: rows.map(({ text }) => text), labels, units: rows.map(({ unit }) => unit) };
  try {
    return outOfFoldProbabilities(texts, classes, SEED);
  } catch (error) {
    return `The guesses from the other rows could not be made: ${(error as Error).message}.`;
  }
}

function shown(
  { given, suggested, margin }: LabelIssue,
  { id, split, text }: ReviewedRow,
  scores: Float64Array,
  labels: readonly string[],
): SuspiciousLabel {
  const others = [...scores.keys()].filter((k) => k !== given && k !== suggested);
  const best = others.sort((a, b) => scores[b]! - scores[a]!).slice(0, OTHERS_SHOWN);
  const round = (value: number) => Number(value.toFixed(6));
  return {
    example: id,
    split,
    text: excerptOf(text),
    label: labels[given]!,
    suggested: labels[suggested]!,
    margin: round(margin),
    probabilities: Object.fromEntries([given, suggested, ...best].map((k) => [labels[k]!, round(scores[k]!)])),
  };
}

function countOf(suspicious: readonly SuspiciousLabel[]): Pick<LabelReviewSummary, 'found' | 'bySplit' | 'pairs'> {
  const bySplit = { train: 0, validation: 0, test: 0 };
  const pairs = new Map<string, LabelReviewSummary['pairs'][number]>();
  for (const { split, label, suggested } of suspicious) {
    bySplit[split]++;
    const key = JSON.stringify([label, suggested]);
    const pair = pairs.get(key) ?? { label, suggested, rows: 0 };
    pairs.set(key, { ...pair, rows: pair.rows + 1 });
  }
  const frequent = [...pairs.values()].sort((a, b) => b.rows - a.rows).slice(0, MOST_PAIRS);
  return { found: suspicious.length, bySplit, pairs: frequent };
}

function nothing(reason: string, rareLabels: string[] = []): LabelReviewResult {
  const none = Object.fromEntries(SPLITS.map((split) => [split, 0])) as Record<Split, number>;
  const summary = { reason, rows: 0, found: 0, bySplit: none, pairs: [], accuracy: null, rareLabels };
  return { summary, suspicious: [] };
}
