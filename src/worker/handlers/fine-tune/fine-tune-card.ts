import type { ModelCard } from '../../../ml/artifact/model-card.js';
import type { BaselineReport } from '../../../ml/evaluation/baseline/baseline-report.js';
import type { Hyperparameters } from '../../../ml/training/hyperparameters.js';
import type { ModelJobInput } from '../../../ml/training/model-job.schemas.js';
import type { Verdict } from './judge.js';

/** What the model's README says. */
export function fineTuneCard(
  { task, labels, result, seed }: ModelJobInput,
  hyperparameters: Partial<Hyperparameters> & Pick<Hyperparameters, 'maxLength'>,
  { calibration, evaluated }: Verdict,
  { baseline, counts }: { baseline: BaselineReport | null; counts: ModelCard['dataset']['counts'] },
): ModelCard {
  const { lineage } = result;
  const calibrated = evaluated?.result.calibration;
  const scores = ({ ece, mce, brier, nll }: Record<'ece' | 'mce' | 'brier' | 'nll', number>) => ({
    ece,
    mce,
    brier,
    nll,
  });
  return {
    name: result.name,
    task,
    labels,
    baseModel: lineage.baseModel!,
    dataset: { ...lineage.dataset!, name: result.datasetName, counts, cleaning: result.cleaning },
    training: {
      job: lineage.job!,
      seed,
      codeVersion: lineage.codeVersion,
      maxLength: hyperparameters.maxLength,
      hyperparameters,
    },
    evaluation: evaluated && {
      split: evaluated.split,
      metrics: evaluated.result.metrics,
      intervals: evaluated.result.intervals,
      baseline: baseline && { metrics: baseline.metrics, statement: baseline.verdict.statement },
    },
    calibration:
      calibrated && calibration.method !== 'none'
        ? {
            method: calibration.method,
            evidence: calibrated.evidence,
            before: scores(calibrated.before),
            after: scores(calibrated.after),
            sets: calibrated.sets,
          }
        : null,
    warnings: [
      ...(calibration.method === 'none' ? [calibration.reason] : []),
      ...(baseline && baseline.verdict.better !== 'model'
        ? ['It is not shown to beat a linear model of the words, which is smaller and faster.']
        : []),
    ],
  };
}
