import type { Span } from '../ml/data/example.js';
import { DATA_LIMITS } from '../ml/data/limits.js';
import { BadRow } from '../ml/data/reading/bad-row.js';
import { checkSpans, readSpans } from '../ml/data/reading/spans.js';
import type { FieldError } from '../platform/errors/problem.js';
import type { PredictedAnswer } from '../serving/to-prediction.js';
import type { FeedbackItem } from './feedback.schemas.js';
import { judgeLabel } from './judge-label.js';
import type { RightAnswer } from './right-answer.js';

interface Judged {
  readonly text: string;
  readonly label: string | null;
  /** Of every label of the model; null of tasks without. */
  readonly scores: Readonly<Record<string, number>> | null;
  readonly answer: PredictedAnswer | null;
}

export interface Verdict {
  /** The right label, of predictions that have one. */
  label: string | null;
  correct: boolean | null;
  /** The right answer, of all other predictions. */
  answer: RightAnswer | null;
}

const SHOWN_LABELS = 20;
const CORRECTIONS = ['label', 'labels', 'value', 'spans', 'text'] as const;
type Correction = (typeof CORRECTIONS)[number];

/**
 * What feedback says of a prediction, or what is wrong with the feedback.
 *
 * @param spanLabels those that the model's spans may have; null where it has no spans
 */
export function judgeAnswer(
  item: FeedbackItem,
  prediction: Judged,
  spanLabels: readonly string[] | null = null,
): Verdict | FieldError {
  const kind = kindOf(prediction);
  const other = CORRECTIONS.find((field) => field !== kind && item[field] !== undefined);
  if (other) return { path: other, message: `expected ${kind}, which the prediction has; found ${other}` };
  if (kind === 'label') {
    const verdict = judgeLabel(item, { label: prediction.label!, scores: prediction.scores! });
    return 'path' in verdict ? verdict : { ...verdict, answer: null };
  }
  const problem = problemOf(item, prediction, spanLabels);
  if (problem) return problem;
  const predicted: RightAnswer = { [kind]: withoutProbabilities(prediction.answer![kind]) };
  const given = item[kind] === undefined ? null : { [kind]: item[kind] };
  const isRight = given ? JSON.stringify(sorted(given)) === JSON.stringify(sorted(predicted)) : item.correct;
  if (item.correct !== undefined && item.correct !== isRight) {
    const message = `expected ${isRight}: the prediction and ${kind} are ${isRight ? 'the same' : 'different'}; found ${item.correct}`;
    return { path: 'correct', message };
  }
  if (isRight === undefined) return { label: null, correct: null, answer: null };
  return { label: null, correct: isRight, answer: isRight ? predicted : given };
}

function kindOf({ label, answer }: Judged): Correction {
  if (label !== null) return 'label';
  return CORRECTIONS.find((field) => field !== 'label' && answer?.[field] !== undefined) ?? 'text';
}

function problemOf(
  { labels, spans }: FeedbackItem,
  { text, scores }: Judged,
  spanLabels: readonly string[] | null,
): FieldError | null {
  const problem = labels && unknownLabel(labels, Object.keys(scores!));
  if (problem) return { path: 'labels', message: problem };
  if (!spans) return null;
  const unknown =
    spanLabels &&
    unknownLabel(
      spans.map(({ label }) => label),
      spanLabels,
    );
  const message = unknown || unusableSpans(text, spans);
  return message ? { path: 'spans', message } : null;
}

function unknownLabel(labels: readonly string[], known: readonly string[]): string | null {
  const unknown = labels.find((label) => !known.includes(label));
  if (unknown === undefined) return null;
  return `expected labels of the model (${known.slice(0, SHOWN_LABELS).join(', ')}); found "${unknown}"`;
}

/** A data set takes them as they are, or one of them would fail its whole version. */
function unusableSpans(text: string, spans: readonly Span[]): string | null {
  try {
    checkSpans(text, readSpans(spans, false, DATA_LIMITS, {}));
    return null;
  } catch (error) {
    if (error instanceof BadRow) return error.message;
    throw error;
  }
}

const withoutProbabilities = (answer: PredictedAnswer[Exclude<Correction, 'label'>]) =>
  Array.isArray(answer)
    ? answer.map((part) => (typeof part === 'string' ? part : { start: part.start, end: part.end, label: part.label }))
    : answer;

/** Labels and spans are right in any order, and labels however often they are named. */
function sorted({ labels, spans, ...rest }: RightAnswer): RightAnswer {
  return {
    ...rest,
    ...(labels && { labels: [...new Set(labels)].sort() }),
    ...(spans && {
      spans: spans
        .map(({ start, end, label }) => ({ start, end, label }))
        .sort((a, b) => a.start - b.start || a.end - b.end),
    }),
  };
}
