import { z } from 'zod';
import type { Calibration } from './calibration.js';
import { CalibrationEvidence, CalibrationReport, CalibrationState } from './calibration-report.js';
import { shownParameters } from './judge-calibration.js';

const State = CalibrationState.omit({ bins: true });

/** What a model says of its calibration: its evaluation's report without the bins. */
export const CalibrationSummary = CalibrationReport.extend({
  before: State.nullable().describe(
    'The softmax of the logits as they are; null where the model came without its evaluation.',
  ),
  after: State.nullable().describe('The probabilities as served; null where the model came without its evaluation.'),
  evidence: CalibrationEvidence.nullable(),
});
export type CalibrationSummary = z.infer<typeof CalibrationSummary>;

export function summaryOf({ before, after, ...report }: CalibrationReport): CalibrationSummary {
  return { ...report, before: withoutBins(before), after: withoutBins(after) };
}

/** Of a model that came with a calibration, and without a word on what it is worth. */
export const unmeasured = (calibration: Calibration): CalibrationSummary => ({
  method: calibration.method,
  parameters: shownParameters(calibration),
  reason: calibration.method === 'none' ? calibration.reason : null,
  before: null,
  after: null,
  evidence: null,
});

const withoutBins = ({ bins: _bins, ...state }: CalibrationState) => state;
