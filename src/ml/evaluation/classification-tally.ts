import type { ClassificationOutcomes } from './classification-outcomes.js';
import { classificationReport } from './classification-report.js';
import {
  expectedCalibrationError,
  maximumCalibrationError,
  type ReliabilityBin,
  ReliabilityTally,
  reliabilityBinOf,
} from './reliability-bins.js';
import type { Tally } from './tally.js';

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

/** The sums from which every metric of a single-label classifier follows. */
export class ClassificationTally implements Tally<ClassificationMetric> {
  private rows = 0;
  private nll = 0;
  private brier = 0;
  private readonly counts: Float64Array[];
  private readonly reliability = new ReliabilityTally();

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
    const right = label[row] === prediction[row] ? 1 : 0;
    this.reliability.add(reliabilityBinOf(confidence[row]!), 1, confidence[row]!, right);
    this.nll += nll[row]!;
    this.brier += brier[row]!;
    this.rows += 1;
  }

  /** `counts[true][predicted]`. */
  confusionCounts(): number[][] {
    return this.counts.map((row) => [...row]);
  }

  bins(): ReliabilityBin[] {
    return this.reliability.bins();
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
