import { z } from 'zod';

/** What memory and time depend on. Part of a model's manifest, so that nobody need know architectures to plan a job. */
export const ModelSizes = z.strictObject({
  layers: z.int().positive(),
  width: z.int().positive().describe('Of the hidden states.'),
  heads: z.int().positive().describe('Attention heads of a layer.'),
  inner: z.int().positive().describe('Width inside the feed-forward layers.'),
  layerParameters: z.int().positive().describe('Elements of the matrices of one layer.'),
  maxLength: z.int().positive().describe('Tokens of a sequence at most, special ones included.'),
});
export type ModelSizes = z.infer<typeof ModelSizes>;
