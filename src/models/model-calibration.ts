import type { z } from 'zod';
import { CalibrationSummary } from '../ml/calibration/calibration-summary.js';

export const ModelCalibration = CalibrationSummary.meta({ id: 'ModelCalibration' });
export type ModelCalibration = z.infer<typeof ModelCalibration>;
