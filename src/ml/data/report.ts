import type { Split } from './example.js';
import type { Leakage } from './leakage.js';
import type { ColumnMapping } from './reading/columns.js';
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
  labels: Record<string, Record<Split, number>>;
  /** Lengths of the texts; null where there is no tokenizer to measure them with. */
  tokens: TokenLengthSummary | null;
  leakage: Leakage;
  /** Texts that stand in it with more than one answer. */
  conflicts: number;
  columns: ColumnMapping;
  badRows: { line: number; problem: string }[];
  warnings: string[];
}

/** Fewer train rows than this of a label, and the report says so. */
const FEW = 10;

/** What a careful person would remark on. */
export function remarks(facts: {
  counts: Record<Split, number>;
  labels: DatasetReport['labels'];
  conflicts: number;
  leakage: Leakage;
  extra: readonly string[];
}): string[] {
  const warnings: string[] = [];
  if (facts.counts.validation === 0) {
    warnings.push('There is no validation split: training can neither stop early nor calibrate on it.');
  }
  if (facts.counts.test === 0) warnings.push('There is no test split: results will be measured on validation.');
  const few = Object.entries(facts.labels).filter(([, splits]) => splits.train < FEW);
  if (facts.counts.train > 0 && few.length > 0) {
    const names = few.slice(0, 10).map(([label, { train }]) => `${JSON.stringify(label)} (${train})`);
    warnings.push(
      `${few.length} labels have fewer than ${FEW} train rows: ${names.join(', ')}${few.length > 10 ? ', …' : ''}.`,
    );
  }
  if (facts.conflicts > 0) {
    warnings.push(
      `${facts.conflicts} texts have more than one answer. All are kept, each text within one split where splits are random.`,
    );
  }
  for (const [what, overlap] of Object.entries(facts.leakage)) {
    const { trainValidation, trainTest, validationTest } = overlap as Leakage['texts'];
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
