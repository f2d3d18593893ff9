import { z } from 'zod';

/** What a model says to texts: the answer of a server, in its process or over HTTP. */
export const Classification = z.strictObject({
  revision: z.int().positive(),
  model: z.string(),
  labels: z.array(z.string()).min(1),
  calibrated: z.boolean(),
  probabilities: z.array(z.array(z.number().min(0).max(1))).describe('[inputs, labels]'),
});
export type Classification = z.infer<typeof Classification>;
