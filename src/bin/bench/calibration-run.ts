import type { Calibration, CalibrationMethod } from '../../ml/calibration/calibration.js';
import type { CalibrationReport } from '../../ml/calibration/calibration-report.js';
import type { ExclusiveRows } from '../../ml/calibration/calibration-rows.js';
import { calibrate } from '../../ml/calibration/fit-calibration.js';
import { drawOf } from '../../ml/calibration/prediction-sets.js';
import { trainBaseline } from '../../ml/evaluation/baseline/train-baseline.js';
import { evaluateClassifier } from '../../ml/evaluation/evaluate-classifier.js';
import type { ClassificationResult } from '../../ml/evaluation/evaluation-result.js';
import type { LabelledExample, Splits } from './split-examples.js';

export const BENCH_METHODS = ['none', 'temperature', 'vector', 'platt', 'isotonic', 'auto'] as const;
const SCORES = ['aps', 'raps'] as const;

export interface CalibrationRun {
  rows: Record<'train' | 'validation' | 'test', number>;
  methods: { asked: CalibrationMethod; got: Calibration['method']; result: ClassificationResult }[];
  sets: { score: (typeof SCORES)[number]; sets: NonNullable<CalibrationReport['sets']> }[];
}

/** One seed: a classifier, every calibration of it, and sets from the one that `auto` takes. */
export function calibrationRun(
  { train, validation, test }: Splits,
  labelNames: readonly string[],
  { coverage, seed }: { coverage: number; seed: number },
): CalibrationRun {
  const classes = (rows: readonly LabelledExample[]) => rows.map(({ label }) => labelNames.indexOf(label));
  const baseline = trainBaseline(train, { task: 'text-classification', labelNames, seed });
  const rowsOf = (rows: readonly LabelledExample[]): ExclusiveRows & { draws: number[] } => ({
    space: 'exclusive',
    logits: baseline.outputs(rows),
    labels: classes(rows),
    draws: rows.map(({ text }) => drawOf(text)),
  });
  const fitting = rowsOf(validation);
  const { logits, labels, draws } = rowsOf(test);
  const measured = (calibration: Calibration) =>
    evaluateClassifier({ logits, labels, draws, labelNames, calibration, evidence: 'test', seed, resamples: 1 }).result;
  return {
    rows: { train: train.length, validation: validation.length, test: test.length },
    methods: BENCH_METHODS.map((asked) => {
      const calibration = calibrate(fitting, { method: asked, conformal: null, seed }, labelNames);
      return { asked, got: calibration.method, result: measured(calibration) };
    }),
    sets: SCORES.map((score) => {
      const plan = { method: 'auto', conformal: { coverage, score }, seed } as const;
      return { score, sets: measured(calibrate(fitting, plan, labelNames)).calibration.sets! };
    }),
  };
}
