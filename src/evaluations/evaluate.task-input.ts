import { z } from 'zod';

export const EVALUATE_KIND = 'evaluate';

/** The rest stands in the evaluation's row. */
export const EvaluateTaskInput = z.strictObject({ evaluationId: z.string() });
export type EvaluateTaskInput = z.infer<typeof EvaluateTaskInput>;
