import { applyCalibration, type Calibration } from '../calibration/calibration.js';
import { type CalibrationEvidence, calibrationStateOf } from '../calibration/calibration-report.js';
import { crossFitTemperature } from '../calibration/cross-fit.js';
import { type ClassificationOutcomes, classificationOutcomes } from './classification-outcomes.js';
import { classificationReport } from './classification-report.js';
import { type ClassificationMetric, ClassificationTally } from './classification-tally.js';
import type { ClassificationResult } from './evaluation-result.js';
import { type MeasureOptions, measure, RESAMPLES } from './measurement.js';
import { checkScores, type Scores } from './scores.js';
import { softmaxRows } from './softmax.js';
import type { Tally } from './tally.js';

export interface ClassifierEvaluationInput extends MeasureOptions {
  /** What the model says of the examples, [rows, classes]. */
  logits: Scores;
  /** The true class of each, as an index into `labelNames`. */
  labels: ArrayLike<number>;
  labelNames: readonly string[];
  /** As the model is served. */
  calibration: Calibration;
  /** What these examples are to the calibration; see `CalibrationEvidence`. */
  evidence: CalibrationEvidence;
}

/** An evaluation and the probabilities it is about, [rows, classes], before and after calibration. */
export interface ClassifierEvaluation {
  result: ClassificationResult;
  before: Float64Array[];
  after: Float64Array[];
}

/** Measures a classifier on labelled examples from its logits alone: it neither knows nor runs the model. */
export function evaluateClassifier(input: ClassifierEvaluationInput): ClassifierEvaluation {
  const { logits, labels, labelNames, calibration, evidence, seed, resamples = RESAMPLES } = input;
  checkScores(logits, labels, labelNames.length);
  const before = softmaxRows(logits);
  const refit = evidence === 'cross-fitted' && calibration.method === 'temperature';
  const after = refit ? crossFitTemperature(logits, labels, seed) : applyCalibration(calibration, logits);
  const raw = classificationOutcomes(before, labels, labelNames.length);
  const served = classificationOutcomes(after, labels, labelNames.length);
  const tally = ClassificationTally.of(served);
  const counts = tally.confusionCounts();
  const { perClass } = classificationReport(counts);
  const result: ClassificationResult = {
    ...measure(logits.length, classifierTally(raw, served), 'accuracy', input),
    perClass: Object.fromEntries(labelNames.map((name, k) => [name, perClass[k]!])),
    confusionMatrix: { labels: [...labelNames], counts },
    calibration: {
      method: calibration.method,
      parameters: calibration.parameters,
      reason: calibration.method === 'none' ? calibration.reason : null,
      before: calibrationStateOf(ClassificationTally.of(raw)),
      after: calibrationStateOf(tally),
      evidence,
    },
    counts: { examples: logits.length, correct: counts.reduce((sum, row, k) => sum + row[k]!, 0), resamples },
  };
  return { result, before, after };
}

/** Empty tallies over outcomes before and after calibration: `loss` is of the former, everything else of the latter. */
export function classifierTally(
  raw: Pick<ClassificationOutcomes, 'nll'>,
  served: ClassificationOutcomes,
): () => Tally<'loss' | ClassificationMetric> {
  return () => {
    const tally = new ClassificationTally(served);
    let loss = 0;
    let rows = 0;
    return {
      add(row) {
        tally.add(row);
        loss += raw.nll[row]!;
        rows += 1;
      },
      metrics: () => ({ loss: loss / rows, ...tally.metrics() }),
    };
  };
}
