/** What the `quantize` worker is given and what it leaves. */
import { z } from 'zod';
import { ModelJobInput, ModelJobOutput } from '../training/model-job.schemas.js';
import { Comparison } from './comparison.js';

/** The task's kind, and its handler's name. */
export const QUANTIZE_TASK = 'quantize';

export const QuantizePrecision = z
  .enum(['int8'], { error: ({ input }) => `expected "int8", the one there is; found ${JSON.stringify(input)}` })
  .describe(
    'In what the weights are kept and the products computed: `int8` keeps a scale for each output and rounds what is multiplied when it comes',
  );

export const QuantizeInput = ModelJobInput.extend({ precision: QuantizePrecision });
export type QuantizeInput = z.infer<typeof QuantizeInput>;

export const QuantizeOutput = z.strictObject({ ...ModelJobOutput.shape, comparison: Comparison });
export type QuantizeOutput = z.infer<typeof QuantizeOutput>;
