import { z } from 'zod';
import { CalibrationMethod } from '../ml/calibration/calibration.js';
import { type ConformalChoice, CoverageChoice, SetScore } from '../ml/calibration/conformal.js';
import type { CalibrationRequest } from '../ml/calibration/suitable.js';

export const CalibrationChoice = z
  .strictObject({
    method: CalibrationMethod.default('auto'),
    coverage: CoverageChoice.optional(),
    sets: SetScore.optional().describe(
      'How sets of single labels are scored: `aps`, the default, or `raps`, which keeps them small where labels are many',
    ),
  })
  .refine(({ coverage, sets }) => sets === undefined || coverage !== undefined, {
    error: 'expected a coverage with sets, such as 0.9; found none',
    path: ['coverage'],
  });
export type CalibrationChoice = z.infer<typeof CalibrationChoice>;

export const calibrationRequest = (choice: CalibrationChoice): CalibrationRequest => ({
  method: choice.method,
  conformal: conformalOf(choice),
  setsNamed: choice.sets !== undefined,
});

export const conformalOf = ({ coverage, sets }: CalibrationChoice): ConformalChoice | null =>
  coverage === undefined ? null : { coverage, score: sets ?? 'aps' };
