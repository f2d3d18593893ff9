import { z } from 'zod';
import type { Prediction } from '../ml/evaluation/prediction.js';
import { PageQuery } from '../platform/http/pagination.js';

const Name = z.string().min(1).max(300);

export const PredictionQuery = PageQuery.extend({
  errorsOnly: z.enum(['true', 'false']).default('false').describe('Only examples whose answer is not right as a whole'),
  label: Name.optional().describe('Only examples with this true label; of multi-label and spans among others'),
  predicted: Name.optional().describe(
    'Only examples that were given this label; of multi-label and spans among others',
  ),
  group: Name.optional().describe('Only examples of this group'),
  slice: z
    .string()
    .max(500)
    .regex(/^(group|metadata\.[^=]+)=/, 'expected a field of `sliceBy`, "=" and a value, such as metadata.language=de')
    .optional()
    .describe(
      'Only examples of this slice: a field of `sliceBy`, `=` and a value; nothing after it: those without one',
    ),
  example: Name.optional().describe('Only this example'),
});
export type PredictionQuery = z.infer<typeof PredictionQuery>;

/** Whether a prediction is among those that are asked for. */
export function predictionFilter(query: PredictionQuery): (prediction: Prediction) => boolean {
  const { errorsOnly, label, predicted, group, example } = query;
  const slice = query.slice === undefined ? null : sliceOf(query.slice);
  return (prediction) =>
    (errorsOnly === 'false' || prediction.correct === false) &&
    (label === undefined || labelsOf(prediction, 'true').includes(label)) &&
    (predicted === undefined || labelsOf(prediction, 'predicted').includes(predicted)) &&
    (group === undefined || prediction.group === group) &&
    (slice === null || prediction.slices?.[slice.field] === slice.value) &&
    (example === undefined || prediction.example === example);
}

/** The first "=" ends the field: column names in `sliceBy` that have one cannot be asked for. */
export function sliceOf(text: string): { field: string; value: string | null } {
  const at = text.indexOf('=');
  return { field: text.slice(0, at), value: text.slice(at + 1) || null };
}

function labelsOf(prediction: Prediction, which: 'true' | 'predicted'): readonly string[] {
  const { label, predicted, labels, predictedLabels, spans, predictedSpans } = prediction;
  const [one, several, marked] =
    which === 'true' ? [label, labels, spans] : [predicted, predictedLabels, predictedSpans];
  if (one !== undefined) return [one];
  return several ?? marked?.map((span) => span.label) ?? [];
}
