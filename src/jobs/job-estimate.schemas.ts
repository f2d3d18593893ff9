import { z } from 'zod';

export const JobEstimate = z
  .object({
    memoryBytes: z
      .int()
      .describe("Memory of the training process at its peak, bytes; the model's size and batches make it"),
    seconds: z.number().describe('Time from start to end, in seconds, without waiting in the queue'),
    steps: z.int().describe('Optimizer steps, unless early stopping ends it sooner'),
    truncatedShare: z.number().describe('Share of the texts that are longer than `maxLength` and would be cut, 0 to 1'),
    warnings: z.array(z.string()).describe('What the numbers rest on, and what deserves a look'),
  })
  .meta({ id: 'JobEstimate' });
export type JobEstimate = z.infer<typeof JobEstimate>;
