import type { AnonymizedReport } from './anonymizing/anonymizer.js';
import type { CleaningExample } from './cleaning/cleaning-examples.js';
import type { Split } from './example.js';
import type { Leakage, Overlap } from './leakage.js';
import type { ColumnMapping } from './reading/columns.js';
import type { TaskRows } from './task-rows.js';
import type { TokenLengthSummary } from './token-lengths.js';

/** What came of a source on its way to a version: `report.json`. */
export interface DatasetReport {
  rows: {
    /** Rows of the source. */
    read: number;
    /** Of those, the ones this version has. read = kept + all dropped. */
    kept: number;
    dropped: Record<string, number>;
    changed: Record<string, number>;
    /** Rows taken over from the version that is extended, and of those the ones that a new answer took the place of. */
    inherited: number;
    superseded: number;
  };
  /** Rows of each label, or spans where those have the labels. */
  labels: Record<string, Record<Split, number>>;
  /** Lengths of the texts; null where there is no tokenizer to measure them with. */
  tokens: TokenLengthSummary | null;
  leakage: Leakage;
  /** Texts that stand in it with more than one answer. */
  conflicts: number;
  /** What was replaced in new rows; null where they are as they came. */
  anonymized: AnonymizedReport | null;
  columns: ColumnMapping;
  /** What cleaning did to a few of the rows. */
  examples: CleaningExample[];
  badRows: { line: number; problem: string }[];
  warnings: string[];
}

/** Fewer train rows (or spans) than this of a label, and the report says so. */
const FEW = 10;

/** What a careful person would remark on. */
export function remarks(facts: {
  counts: Record<Split, number>;
  labels: DatasetReport['labels'];
  labelled: TaskRows['labelled'];
  conflicts: number;
  leakage: Leakage;
  extra: readonly string[];
}): string[] {
  const warnings: string[] = [];
  if (facts.counts.validation === 0) {
    warnings.push('There is no validation split: training can neither stop early nor calibrate on it.');
  }
  if (facts.counts.test === 0) warnings.push('There is no test split: results will be measured on validation.');
  if (facts.counts.train > 0) warnings.push(...remarksOnLabels(facts.labels, facts.labelled));
  if (facts.conflicts > 0) {
    warnings.push(
      `${facts.conflicts} texts have more than one answer. All are kept, each text within one split where splits are random.`,
    );
  }
  for (const [name, overlap] of Object.entries(facts.leakage) as [keyof Leakage, Overlap | null][]) {
    if (!overlap) continue;
    const { trainValidation, trainTest, validationTest } = overlap;
    const what = name === 'near' ? 'texts that are nearly the same' : name;
    if (trainValidation + trainTest + validationTest === 0) continue;
    warnings.push(
      `Splits share ${what}: train and validation ${trainValidation}, train and test ${trainTest}, validation and test ` +
        `${validationTest}. Results on them will look better than they are.`,
    );
  }
  if (facts.extra.length > 0) {
    warnings.push(`Columns without a field of ours were kept as metadata: ${facts.extra.slice(0, 30).join(', ')}.`);
  }
  return warnings;
}

/** Labels, or groups, that came as numbers in some rows and as text in others: two columns in one, perhaps. */
export function remarksOnTypes(changed: Record<string, number>, rows: number): string[] {
  return (['label', 'group'] as const).flatMap((field) => {
    const numbers = changed[`${field}ToString`] ?? 0;
    if (numbers === 0 || numbers >= rows) return [];
    return [
      `The column of ${field} mixes types: in ${numbers} rows it holds numbers or true and false, which were taken as text, ` +
        'and text in others.',
    ];
  });
}

function remarksOnLabels(labels: DatasetReport['labels'], labelled: TaskRows['labelled']): string[] {
  const counts = Object.entries(labels);
  const missing = counts.filter(([, { train }]) => train === 0);
  const few = counts.filter(([, { train }]) => train > 0 && train < FEW);
  const warnings: string[] = [];
  if (missing.length > 0) {
    const names = listed(missing.map(([label]) => JSON.stringify(label)));
    warnings.push(`${missing.length} labels are not in train, so that no model can learn them: ${names}.`);
  }
  if (few.length > 0) {
    const names = listed(few.map(([label, { train }]) => `${JSON.stringify(label)} (${train})`));
    warnings.push(`${few.length} labels have fewer than ${FEW} train ${labelled}: ${names}.`);
  }
  return warnings;
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}`;
}
