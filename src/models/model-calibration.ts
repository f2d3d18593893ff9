import { z } from 'zod';
import { CalibrationReport, CalibrationState } from '../ml/calibration/calibration-report.js';

const State = CalibrationState.omit({ bins: true });

/** What a model says of its calibration: its evaluation's report without the bins. */
export const ModelCalibration = CalibrationReport.extend({
  before: State.describe('The softmax of the logits as they are.'),
  after: State.describe('The probabilities as served.'),
}).meta({ id: 'ModelCalibration' });
export type ModelCalibration = z.infer<typeof ModelCalibration>;

export function toModelCalibration({ before, after, ...report }: CalibrationReport): ModelCalibration {
  return { ...report, before: withoutBins(before), after: withoutBins(after) };
}

const withoutBins = ({ bins: _bins, ...state }: CalibrationState) => state;
