import type { Prediction } from '../../ml/evaluation/prediction.js';
import { type Content, foreign } from '../../ml/pages/markup.js';
import type { Section } from '../../ml/pages/page.js';
import { anything, percent, table } from '../../ml/pages/parts.js';

/** What each task's predictions have beside the text: the truth, what was predicted, and how sure the model was. */
function columnsOf(prediction: Prediction): [truth: Content, predicted: Content, sureness: Content] {
  const { label, predicted, after, labels, predictedLabels, value, predictedValue, spans, predictedSpans } = prediction;
  if (label !== undefined && predicted !== undefined) {
    return [foreign(label), foreign(predicted), after ? percent(after[predicted] ?? 0) : null];
  }
  if (labels && predictedLabels) return [listed(labels), listed(predictedLabels), null];
  if (value !== undefined) return [value, predictedValue ?? null, null];
  if (spans && predictedSpans) return [marked(prediction.text, spans), marked(prediction.text, predictedSpans), null];
  const { completion, generated, loss } = prediction;
  return [completion === undefined ? null : foreign(completion), anything(generated), loss?.toFixed(4) ?? null];
}

/** The predictions that are farthest from the truth. Wrong labels in the data stand among them. */
export function predictionsSection(worst: readonly Prediction[]): Section {
  const generated = worst.some(({ loss }) => loss !== undefined);
  return {
    id: 'worst',
    heading: 'Worst predictions',
    content: table(
      `The ${worst.length} worst predictions; look for wrong labels among them`,
      [
        { heading: 'text', kind: 'excerpt' },
        { heading: 'true' },
        { heading: 'predicted' },
        { heading: generated ? 'loss' : 'probability', kind: 'number' },
        { heading: 'example' },
      ],
      worst.map((prediction) => [foreign(prediction.text), ...columnsOf(prediction), prediction.example]),
    ),
  };
}

const listed = (labels: readonly string[]): Content =>
  labels.length === 0 ? anything(null) : labels.map((label, i) => [i === 0 ? null : ', ', foreign(label)]);

type Span = NonNullable<Prediction['spans']>[number];

/** The text repeats only its beginning; of a span beyond it the label is all there is to show. */
const marked = (text: string, spans: readonly Span[]): Content =>
  spans.length === 0
    ? anything(null)
    : spans.map(({ start, end, label }, i) => [
        i === 0 ? null : ', ',
        foreign(`${text.slice(start, end)} (${label})`.trim()),
      ]);
