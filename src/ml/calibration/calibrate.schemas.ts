/** What the `calibrate` worker is given and what it leaves. */
import { z } from 'zod';
import { Lineage } from '../artifact/manifest.js';
import { CalibrationMethod } from './calibration.js';
import { CalibrationReport } from './calibration-report.js';
import { ConformalChoice } from './conformal.js';

/** The task's kind, and its handler's name. */
export const CALIBRATE_TASK = 'calibrate';

/** Paths are below the scratch folder. */
export const CalibrateInput = z.strictObject({
  model: z.string().describe('Folder of the model whose weights are kept.'),
  examples: z.string().describe('JSON Lines of labelled examples.'),
  method: CalibrationMethod,
  conformal: ConformalChoice.nullable().describe('Sets or intervals that are to come with it.'),
  seed: z.int().nonnegative(),
  result: z.strictObject({
    name: z.string().describe('Name of the model that comes out.'),
    lineage: Lineage.describe('Its lineage; the rows of the calibration are filled in.'),
  }),
});
export type CalibrateInput = z.infer<typeof CalibrateInput>;

/** Folder below scratch that holds the result. */
export const CALIBRATE_MODEL_FOLDER = 'model-out';

export const CalibrateOutput = z.strictObject({
  calibration: CalibrationReport.nullable().describe('Cross-fitted on the examples; null of regression.'),
});
export type CalibrateOutput = z.infer<typeof CalibrateOutput>;
