import type { ExclusiveRows } from '../calibration/calibration-rows.js';
import { calibrationReport, type JudgedCalibration, servedRows } from '../calibration/judge-calibration.js';
import { type ClassificationOutcomes, classificationOutcomes } from './classification-outcomes.js';
import { classificationReport } from './classification-report.js';
import { type ClassificationMetric, ClassificationTally } from './classification-tally.js';
import type { ClassificationResult } from './evaluation-result.js';
import { type MeasureOptions, measure, RESAMPLES } from './measurement.js';
import { checkScores, type Scores } from './scores.js';
import type { Tally } from './tally.js';

export interface ClassifierEvaluationInput extends JudgedCalibration, MeasureOptions {
  /** What the model says of the examples, [rows, classes]. */
  logits: Scores;
  /** The true class of each, as an index into `labelNames`. */
  labels: ArrayLike<number>;
  labelNames: readonly string[];
  /** Of each, what its prediction set is randomised with. */
  draws?: ArrayLike<number>;
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
  const { logits, labels, draws, labelNames, resamples = RESAMPLES } = input;
  checkScores(logits, labels, labelNames.length);
  const rows: ExclusiveRows = { space: 'exclusive', logits, labels, draws };
  const said = servedRows(rows, input);
  const { before, after, sets } = said;
  const raw = classificationOutcomes(before, labels, labelNames.length);
  const served = classificationOutcomes(after, labels, labelNames.length);
  const tally = ClassificationTally.of(served);
  const counts = tally.confusionCounts();
  const { perClass } = classificationReport(counts);
  const result: ClassificationResult = {
    ...measure(logits.length, classifierTally(raw, served), 'accuracy', input),
    perClass: Object.fromEntries(labelNames.map((name, k) => [name, perClass[k]!])),
    confusionMatrix: { labels: [...labelNames], counts },
    calibration: calibrationReport(rows, said, input, { before: ClassificationTally.of(raw), after: tally }),
    counts: { examples: logits.length, correct: counts.reduce((sum, row, k) => sum + row[k]!, 0), resamples },
  };
  return { result, before, after, sets };
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
