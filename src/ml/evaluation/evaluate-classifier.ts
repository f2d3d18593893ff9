import type { ExclusiveRows } from '../calibration/calibration-rows.js';
import { calibrationReport, type JudgedCalibration, servedRows } from '../calibration/judge-calibration.js';
import { bootstrapIntervals } from './bootstrap-intervals.js';
import { type ClassificationOutcomes, classificationOutcomes } from './classification-outcomes.js';
import { classificationReport } from './classification-report.js';
import { ClassificationTally } from './classification-tally.js';
import type { ClassificationResult } from './evaluation-result.js';
import { checkScores, type Scores } from './scores.js';
import { sliceReport } from './slice-report.js';

export interface ClassifierEvaluationInput extends JudgedCalibration {
  /** What the model says of the examples, [rows, classes]. */
  logits: Scores;
  /** The true class of each, as an index into `labelNames`. */
  labels: ArrayLike<number>;
  labelNames: readonly string[];
  /** Of each, what its prediction set is randomised with. */
  draws?: ArrayLike<number>;
  /** Bootstrap replicates. */
  resamples?: number;
  /** Also measure each kind of example: the name of a field, and its value for each row. */
  slices?: { by: string; values: readonly (string | null)[] } | undefined;
}

/** An evaluation and the probabilities it is about, [rows, classes], before and after calibration, with their sets. */
export interface ClassifierEvaluation {
  result: ClassificationResult;
  before: Float64Array[];
  after: Float64Array[];
  sets: number[][] | null;
}

/** Measures a classifier on labelled examples from its logits alone: it neither knows nor runs the model. */
export function evaluateClassifier(input: ClassifierEvaluationInput): ClassifierEvaluation {
  const { logits, labels, draws, labelNames, seed, resamples = 1000, slices } = input;
  checkScores(logits, labels, labelNames.length);
  const rows: ExclusiveRows = { space: 'exclusive', logits, labels, draws };
  const said = servedRows(rows, input);
  const { before, after, sets } = said;
  const raw = classificationOutcomes(before, labels, labelNames.length);
  const served = classificationOutcomes(after, labels, labelNames.length);
  const rawTally = ClassificationTally.of(raw);
  const tally = ClassificationTally.of(served);
  const metrics = { loss: rawTally.metrics().nll, ...tally.metrics() };
  const counts = tally.confusionCounts();
  const { perClass } = classificationReport(counts);
  const result: ClassificationResult = {
    metrics,
    intervals: bootstrapIntervals(logits.length, (drawn) => metricsOf(raw, served, drawn), metrics, {
      seed,
      resamples,
    }),
    perClass: Object.fromEntries(labelNames.map((name, k) => [name, perClass[k]!])),
    confusionMatrix: { labels: [...labelNames], counts },
    calibration: calibrationReport(rows, said, input, { before: rawTally, after: tally }),
    counts: { examples: logits.length, correct: counts.reduce((sum, row, k) => sum + row[k]!, 0), resamples },
    slices: slices ? sliceReport(slices.by, slices.values, () => new ClassificationTally(served)) : null,
    seed,
  };
  return { result, before, after, sets };
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
