import { z } from 'zod';
import { QuantizePrecision } from '../../../ml/compression/quantize.schemas.js';
import { comparisonField, DatasetReference, jobCreateFields, jobViewFields, ModelReference } from '../../job-fields.js';

const type = z
  .literal('quantize')
  .describe('Rounds the weights of a model, so that it is smaller and answers faster on a CPU');

export const QuantizeJobCreate = z
  .strictObject({
    type,
    ...jobCreateFields,
    model: ModelReference.describe('The fine-tuned model to round: its id, or `name@alias`'),
    precision: QuantizePrecision,
    dataset: DatasetReference.optional().describe(
      'What it is calibrated and measured on; by default the version that the model was trained on',
    ),
  })
  .meta({ id: 'QuantizeJobCreate' });
export type QuantizeJobCreate = z.infer<typeof QuantizeJobCreate>;

export const QuantizeJobView = z
  .object({ type, ...jobViewFields, precision: QuantizePrecision, ...comparisonField })
  .meta({ id: 'QuantizeJob' });
