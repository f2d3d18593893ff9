/** The linear model that a fine-tuned one has to beat: same training split, same calibration, judged on the same examples. */
import type { StoredExample } from '../../../ml/data/example.js';
import type { BaselineReport } from '../../../ml/evaluation/baseline/baseline-report.js';
import { BASELINE_TASKS, type BaselineTask, trainBaseline } from '../../../ml/evaluation/baseline/train-baseline.js';
import { alignPredictions } from '../../../ml/evaluation/comparison/align-predictions.js';
import { comparePredictions } from '../../../ml/evaluation/comparison/compare-predictions.js';
import type { Side } from '../../../ml/evaluation/comparison/comparison-result.js';
import { HEADLINE_METRICS } from '../../../ml/evaluation/comparison/headline-metrics.js';
import { UNSCALED } from '../../../ml/task-types/value-scale.js';
import type { FineTuneInput } from '../../../ml/training/fine-tune.schemas.js';
import type { EncodedSplit, FineTuning } from '../../../ml/training/fine-tuning.js';
import { judged } from '../judged-examples.js';
import type { EncodedSplits, Evaluated } from './judge.js';

const WINNERS: Readonly<Record<Side, 'model' | 'baseline'>> = { a: 'baseline', b: 'model' };

/** @param predictions the model's, on the split that it was evaluated on. Null for tasks without a baseline. */
export function judgeBaseline(
  tuning: FineTuning,
  splits: EncodedSplits,
  { calibration: method, seed }: Pick<FineTuneInput, 'calibration' | 'seed'>,
  { split, predictions }: Evaluated,
): BaselineReport | null {
  const { type } = tuning.options;
  if (!isBaselineTask(type.name)) return null;
  const task = type.name;
  const scope = { ...tuning.options.scope, scale: UNSCALED };
  const { headLabels: labelNames } = scope;
  const baseline = trainBaseline(splits.train.examples, { task, labelNames, seed });
  const observe = ({ examples, rows }: EncodedSplit) =>
    type.observe(examples, rows, baseline.outputs(examples as StoredExample<BaselineTask>[]), scope);
  const onValidation = observe(splits.validation);
  const judgement = type.judge({
    ...judged(type, splits[split].examples),
    observations: split === 'test' ? observe(splits.test) : onValidation,
    scope,
    calibration: type.calibrate(onValidation, { method, conformal: null, seed }, scope),
    evidence: split === 'test' ? 'test' : 'cross-fitted',
    seed,
  });
  const compared = comparePredictions({
    task,
    labelNames,
    a: alignPredictions(predictions, [...judgement.predictions]),
    b: predictions,
    metric: HEADLINE_METRICS[task],
    names: { a: 'the linear baseline', b: 'the model' },
    seed,
    // The percentile bootstrap decides here: this is done in every job, and should take no time.
    randomise: false,
  });
  const { better, ...verdict } = compared.verdict;
  const differences = Object.entries(compared.metrics).map(([name, { difference, interval, pValue, better }]) => [
    name,
    { difference, interval, pValue, better: better && WINNERS[better] },
  ]);
  return {
    method: baseline.method,
    metrics: judgement.result.metrics,
    intervals: judgement.result.intervals,
    differences: Object.fromEntries(differences),
    verdict: { ...verdict, better: better && WINNERS[better] },
    training: baseline.training,
  };
}

const isBaselineTask = (task: string): task is BaselineTask => (BASELINE_TASKS as readonly string[]).includes(task);
