import { z } from 'zod';
import { CalibrationMethod } from '../ml/calibration/calibration.js';

export const CalibrationChoice = z.strictObject({
  method: CalibrationMethod.default('auto'),
  coverage: z
    .never({
      error:
        'prediction sets with a promised coverage come in a later version; leave it out, probabilities are calibrated',
    })
    .optional()
    .describe('Not offered yet: refused'),
});
export type CalibrationChoice = z.infer<typeof CalibrationChoice>;
