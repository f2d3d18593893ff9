import type { ClassificationOutcomes } from './classification-outcomes.js';
import { classificationReport } from './classification-report.js';
import {
  expectedCalibrationError,
  maximumCalibrationError,
  RELIABILITY_BINS,
  type ReliabilityBin,
  reliabilityBinOf,
} from './reliability-bins.js';

/** Metrics of a single-label classifier, by the names of the HTTP contract. */
export const CLASSIFICATION_METRICS = [
  'accuracy',
  'macroPrecision',
  'macroRecall',
  'macroF1',
  'microF1',
  'ece',
  'mce',
  'brier',
  'nll',
] as const;
export type ClassificationMetric = (typeof CLASSIFICATION_METRICS)[number];
export type ClassificationMetrics = Record<ClassificationMetric, number>;

/**
 * Sums over rows from which every metric follows. The point estimate adds each row once, a bootstrap replicate as often
 * as it was drawn: one definition serves both.
 */
export class ClassificationTally {
  private rows = 0;
  private nll = 0;
  private brier = 0;
  private readonly counts: Float64Array[];
  private readonly binCount = new Float64Array(RELIABILITY_BINS);
  private readonly binConfidence = new Float64Array(RELIABILITY_BINS);
  private readonly binRight = new Float64Array(RELIABILITY_BINS);

  constructor(private readonly outcomes: ClassificationOutcomes) {
    this.counts = Array.from({ length: outcomes.classes }, () => new Float64Array(outcomes.classes));
  }

  static of(outcomes: ClassificationOutcomes): ClassificationTally {
    const tally = new ClassificationTally(outcomes);
    for (let row = 0; row < outcomes.rows; row++) tally.add(row);
    return tally;
  }

  add(row: number): void {
    const { label, prediction, confidence, nll, brier } = this.outcomes;
    const counts = this.counts[label[row]!]!;
    counts[prediction[row]!]! += 1;
    const bin = reliabilityBinOf(confidence[row]!);
    this.binCount[bin]! += 1;
    this.binConfidence[bin]! += confidence[row]!;
    if (label[row] === prediction[row]) this.binRight[bin]! += 1;
    this.nll += nll[row]!;
    this.brier += brier[row]!;
    this.rows += 1;
  }

  /** `counts[true][predicted]`. */
  confusionCounts(): number[][] {
    return this.counts.map((row) => [...row]);
  }

  bins(): ReliabilityBin[] {
    return Array.from(this.binCount, (count, bin) => ({
      count,
      confidence: count === 0 ? null : this.binConfidence[bin]! / count,
      accuracy: count === 0 ? null : this.binRight[bin]! / count,
    }));
  }

  metrics(): ClassificationMetrics {
    const { perClass: _, ...report } = classificationReport(this.counts);
    const bins = this.bins();
    return {
      ...report,
      ece: expectedCalibrationError(bins),
      mce: maximumCalibrationError(bins),
      brier: this.brier / this.rows,
      nll: this.nll / this.rows,
    };
  }
}
