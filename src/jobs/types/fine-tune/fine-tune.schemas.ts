import { z } from 'zod';
import { EvaluateOn } from '../../../ml/training/fine-tune.schemas.js';
import { FineTuneMethod } from '../../../ml/training/fine-tune-method.js';
import {
  chosenHyperparametersField,
  DatasetReference,
  hyperparametersField,
  jobCreateFields,
  jobViewFields,
  ModelReference,
} from '../../job-fields.js';

export const MethodChoice = z
  .discriminatedUnion('type', FineTuneMethod.options, {
    error: ({ input }) =>
      `expected {"type": "full"}, {"type": "gradual"}, {"type": "head"} or {"type": "lora", "rank": 8, "alpha": 16}; found ${JSON.stringify(input)}`,
  })
  .describe('Which weights are trained');

const type = z.literal('fine-tune').describe('Trains a model on a data set');

export const FineTuneJobCreate = z
  .strictObject({
    type,
    ...jobCreateFields,
    model: ModelReference.describe('The model to start from: its id, or `name@alias`'),
    dataset: DatasetReference.describe('What to train on'),
    method: MethodChoice.default({ type: 'full' }),
    evaluateOn: EvaluateOn.default('test'),
    ...hyperparametersField,
  })
  .meta({ id: 'FineTuneJobCreate' });
export type FineTuneJobCreate = z.infer<typeof FineTuneJobCreate>;

/** As the job shows them. */
export type FineTuneJobChoices = Pick<FineTuneJobCreate, 'method' | 'evaluateOn'>;

export const FineTuneJobView = z
  .object({
    type,
    ...jobViewFields,
    method: FineTuneMethod.describe('Which weights are trained'),
    evaluateOn: EvaluateOn,
    sweep: z.string().nullable().describe('Id of the sweep that this is a trial of; null of other jobs'),
    ...chosenHyperparametersField,
  })
  .meta({ id: 'FineTuneJob' });
