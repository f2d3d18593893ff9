import { type ClassReport, ClassTally } from '../classification-report.js';
import { CLASSIFICATION_METRICS, type ClassificationMetric } from '../classification-tally.js';
import {
  expectedCalibrationError,
  maximumCalibrationError,
  type ReliabilityBin,
  ReliabilityTally,
} from '../reliability-bins.js';
import type { Tally } from '../tally.js';
import type { MultiLabelOutcome } from './multi-label-outcomes.js';

/** The same metrics as of a single-label classifier, and the loss. */
export const MULTI_LABEL_METRICS = ['loss', ...CLASSIFICATION_METRICS] as const;
export type MultiLabelMetric = (typeof MULTI_LABEL_METRICS)[number];

/** The sums from which every metric of a multi-label classifier follows. */
export class MultiLabelTally implements Tally<ClassificationMetric> {
  private rows = 0;
  private exactRows = 0;
  private nll = 0;
  private brier = 0;
  private readonly counts: ClassTally;
  private readonly reliability = new ReliabilityTally();

  constructor(
    private readonly outcomes: readonly MultiLabelOutcome[],
    labels: number,
  ) {
    this.counts = new ClassTally(labels);
  }

  static of(outcomes: readonly MultiLabelOutcome[], labels: number): MultiLabelTally {
    const tally = new MultiLabelTally(outcomes, labels);
    for (let row = 0; row < outcomes.length; row++) tally.add(row);
    return tally;
  }

  add(row: number): void {
    const { exact, nll, brier, marks, bins } = this.outcomes[row]!;
    for (const { label, isTrue, isPredicted } of marks) {
      this.counts.add(label, isTrue ? 1 : 0, isPredicted ? 1 : 0, isTrue && isPredicted ? 1 : 0);
    }
    for (const { bin, count, confidence, right } of bins) this.reliability.add(bin, count, confidence, right);
    if (exact) this.exactRows += 1;
    this.nll += nll;
    this.brier += brier;
    this.rows += 1;
  }

  /** How many rows are right in every label. */
  correct(): number {
    return this.exactRows;
  }

  bins(): ReliabilityBin[] {
    return this.reliability.bins();
  }

  perLabel(): ClassReport[] {
    return this.counts.report().perClass;
  }

  metrics(): Record<ClassificationMetric, number> {
    const { perClass: _, ...report } = this.counts.report();
    const bins = this.bins();
    return {
      accuracy: this.exactRows / this.rows,
      ...report,
      ece: expectedCalibrationError(bins),
      mce: maximumCalibrationError(bins),
      brier: this.brier / this.rows,
      nll: this.nll / this.rows,
    };
  }
}
