import { z } from 'zod';

export const COMPARE_KIND = 'compare';

/** The rest stands in the comparison's row. */
export const CompareTaskInput = z.strictObject({ comparisonId: z.string() });
export type CompareTaskInput = z.infer<typeof CompareTaskInput>;
