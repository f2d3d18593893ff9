import { z } from 'zod';
import { SPLITS } from '../ml/data/example.js';
import { CalibrationChoice } from './calibration-choice.js';

const dataset = z
  .strictObject({
    id: z.string().min(1).max(100).describe('Id of the data set'),
    version: z.int().positive().max(2_147_483_647).optional().describe('Its version; the latest ready one by default'),
  })
  .describe('Labelled examples to calibrate on');

const source = z
  .strictObject({
    type: z.literal('feedback').describe('What was said of the predictions of a deployment'),
    deployment: z.string().min(1).max(100).describe('The deployment: name or id (`dep_…`)'),
    since: z.iso.datetime({ offset: true }).optional().describe('Only what was given at this time or later, ISO 8601'),
  })
  .describe('Feedback to calibrate on, instead of a data set');

export const CalibrationCreate = z
  .strictObject({
    dataset: dataset.optional(),
    split: z.enum(SPLITS).optional().describe('Of the data set: the split to calibrate on; `validation` by default'),
    source: source.optional(),
    ...CalibrationChoice.shape,
    name: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe("Name of the model that comes out; this one's by default"),
    seed: z.int().nonnegative().default(1).describe('Seed of folds and halves; the same gives the same calibration'),
  })
  .refine((body) => (body.dataset === undefined) !== (body.source === undefined), {
    error: 'expected either a dataset or a source of feedback; found both, or neither',
    path: ['dataset'],
  })
  .refine(({ split, source: feedback }) => split === undefined || feedback === undefined, {
    error: 'expected no split with feedback, which has none',
    path: ['split'],
  })
  .refine(({ coverage, sets }) => sets === undefined || coverage !== undefined, {
    error: 'expected a coverage with sets, such as 0.9; found none',
    path: ['coverage'],
  })
  .meta({ id: 'CalibrationCreate' });
export type CalibrationCreate = z.infer<typeof CalibrationCreate>;
