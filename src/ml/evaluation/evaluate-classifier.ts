import { applyCalibration, type Calibration } from '../calibration/calibration.js';
import { calibrationStateOf } from '../calibration/calibration-report.js';
import { crossFitTemperature } from '../calibration/cross-fit.js';
import { bootstrapIntervals } from './bootstrap-intervals.js';
import { type ClassificationOutcomes, classificationOutcomes } from './classification-outcomes.js';
import { classificationReport } from './classification-report.js';
import { ClassificationTally } from './classification-tally.js';
import type { EvaluationResult } from './evaluation-result.js';
import { checkScores, type Scores } from './scores.js';
import { sliceReport } from './slice-report.js';
import { softmaxRows } from './softmax.js';

export interface ClassifierEvaluationInput {
  /** What the model says of the examples, [rows, classes]. */
  logits: Scores;
  /** The true class of each, as an index into `labelNames`. */
  labels: ArrayLike<number>;
  labelNames: readonly string[];
  /** As the model is served. */
  calibration: Calibration;
  /** `cross-fitted` if these are the very examples that the calibration was fitted on, `test` otherwise. */
  evidence: 'test' | 'cross-fitted';
  seed: number;
  /** Bootstrap replicates. */
  resamples?: number;
  /** Also measure each kind of example: the name of a field, and its value for each row. */
  slices?: { by: string; values: readonly (string | null)[] } | undefined;
}

/** An evaluation and the probabilities it is about, [rows, classes], before and after calibration. */
export interface ClassifierEvaluation {
  result: EvaluationResult;
  before: Float64Array[];
  after: Float64Array[];
}

/** Measures a classifier on labelled examples from its logits alone: it neither knows nor runs the model. */
export function evaluateClassifier(input: ClassifierEvaluationInput): ClassifierEvaluation {
  const { logits, labels, labelNames, calibration, evidence, seed, resamples = 1000, slices } = input;
  checkScores(logits, labels, labelNames.length);
  const before = softmaxRows(logits);
  const refit = evidence === 'cross-fitted' && calibration.method === 'temperature';
  const after = refit ? crossFitTemperature(logits, labels, seed) : applyCalibration(calibration, logits);
  const raw = classificationOutcomes(before, labels, labelNames.length);
  const served = classificationOutcomes(after, labels, labelNames.length);
  const rawTally = ClassificationTally.of(raw);
  const tally = ClassificationTally.of(served);
  const metrics = { loss: rawTally.metrics().nll, ...tally.metrics() };
  const counts = tally.confusionCounts();
  const { perClass } = classificationReport(counts);
  const result: EvaluationResult = {
    metrics,
    intervals: bootstrapIntervals(logits.length, (drawn) => metricsOf(raw, served, drawn), metrics, {
      seed,
      resamples,
    }),
    perClass: Object.fromEntries(labelNames.map((name, k) => [name, perClass[k]!])),
    confusionMatrix: { labels: [...labelNames], counts },
    calibration: {
      method: calibration.method,
      parameters: calibration.parameters,
      reason: calibration.method === 'none' ? calibration.reason : null,
      before: calibrationStateOf(rawTally),
      after: calibrationStateOf(tally),
      evidence,
    },
    counts: { examples: logits.length, correct: counts.reduce((sum, row, k) => sum + row[k]!, 0), resamples },
    slices: slices ? sliceReport(slices.by, slices.values, () => new ClassificationTally(served)) : null,
    seed,
  };
  return { result, before, after };
}

function metricsOf(raw: ClassificationOutcomes, served: ClassificationOutcomes, drawn: Uint32Array) {
  const tally = new ClassificationTally(served);
  let loss = 0;
  for (const row of drawn) {
    tally.add(row);
    loss += raw.nll[row]!;
  }
  return { loss: loss / drawn.length, ...tally.metrics() };
}
