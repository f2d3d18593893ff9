import { z } from 'zod';

/** What one run prints, ours and a peer's: `tests/reference/bench/peer_step.py` writes the same. */
export const StepResult = z.object({
  name: z.string().describe('What ran, with its version.'),
  seconds: z.number().positive().describe('Median of a step.'),
  best: z.number().positive().describe('The quickest step, in seconds.'),
  peakBytes: z.number().positive().describe('The most memory that the process had.'),
  notes: z.string().describe('What else there is to say, such as which BLAS computed.'),
});
export type StepResult = z.infer<typeof StepResult>;
