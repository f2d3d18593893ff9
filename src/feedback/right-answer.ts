import { z } from 'zod';
import { Span } from '../ml/data/example.js';

/** What should have been answered, of predictions that have not exactly one label. */
export const RightAnswer = z.object({
  labels: z.array(z.string()).optional().describe('The labels that apply'),
  value: z.number().optional().describe('The right value'),
  spans: z.array(Span).optional().describe('The right spans'),
  text: z.string().optional().describe('What should have been written'),
});
export type RightAnswer = z.infer<typeof RightAnswer>;
