/** Which weights of a network a job trains. */
import { z } from 'zod';

export const FineTuneMethod = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('full').describe('Every weight is trained.') }),
  z.strictObject({
    type: z
      .literal('gradual')
      .describe('Every weight is trained, the head from the beginning and the layers below it one after the other.'),
    over: z.number().positive().max(1).default(0.5).describe('Share of the steps after which all layers take part.'),
  }),
  z.strictObject({
    type: z
      .literal('head')
      .describe('The head alone is trained, on what the network gives for each text, which is computed once.'),
  }),
  z.strictObject({
    type: z
      .literal('lora')
      .describe('The head and low-rank adapters are trained; the result is served with the adapters merged.'),
    rank: z.int().min(1).max(256).describe('Rank of each adapter.'),
    alpha: z.number().positive().max(1024).describe('What an adapter gives is multiplied by `alpha / rank`.'),
    dropout: z.number().min(0).lt(1).default(0).describe("Share of an adapter's input that is dropped in training."),
    targets: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(64)
      .optional()
      .describe(
        'Layers that get an adapter: ends of their names, such as `query`. By default those that are usual for the architecture.',
      ),
  }),
]);
export type FineTuneMethod = z.infer<typeof FineTuneMethod>;
