import type { FieldError } from '../platform/errors/problem.js';
import type { FeedbackItem } from './feedback.schemas.js';

interface Judged {
  /** The predicted label. */
  readonly label: string;
  /** Of every label of the model. */
  readonly scores: Readonly<Record<string, number>>;
}

export interface LabelVerdict {
  label: string | null;
  correct: boolean | null;
}

const SHOWN_LABELS = 20;

/** What feedback says of a prediction's label, or what is wrong with the feedback. */
export function judgeLabel({ label, correct }: FeedbackItem, prediction: Judged): LabelVerdict | FieldError {
  const labels = Object.keys(prediction.scores);
  if (label !== undefined && !labels.includes(label)) {
    const known = labels.slice(0, SHOWN_LABELS).join(', ') + (labels.length > SHOWN_LABELS ? ', …' : '');
    return { path: 'label', message: `expected one of the model's labels (${known}); found "${label}"` };
  }
  const isRight = label === undefined ? correct : label === prediction.label;
  if (correct !== undefined && correct !== isRight) {
    const message = `expected ${isRight}: the prediction was "${prediction.label}", and label is "${label}"; found ${correct}`;
    return { path: 'correct', message };
  }
  if (isRight === undefined) return { label: null, correct: null };
  return { label: label ?? implied(isRight, prediction.label, labels), correct: isRight };
}

/** That a prediction was wrong says what is right only where there is one other label. */
function implied(isRight: boolean, predicted: string, labels: readonly string[]): string | null {
  if (isRight) return predicted;
  return labels.length === 2 ? labels.find((label) => label !== predicted)! : null;
}
