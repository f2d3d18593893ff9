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

const CORRECTIONS = ['label', 'labels', 'value', 'spans', 'text'] as const;
type Correction = (typeof CORRECTIONS)[number];

/** What feedback says of a prediction, or what is wrong with the feedback. */
export function judgeAnswer(item: FeedbackItem, prediction: Judged): Verdict | FieldError {
  const kind = kindOf(prediction);
  const other = CORRECTIONS.find((field) => field !== kind && item[field] !== undefined);
  if (other) return { path: other, message: `expected ${kind}, which the prediction has; found ${other}` };
  if (kind === 'label') {
    const verdict = judgeLabel(item, { label: prediction.label!, scores: prediction.scores! });
    return 'path' in verdict ? verdict : { ...verdict, answer: null };
  }
  const problem = problemOf(item, prediction);
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

function problemOf({ labels, spans }: FeedbackItem, { text, scores }: Judged): FieldError | null {
  const unknown = labels?.find((label) => !Object.hasOwn(scores!, label));
  if (unknown !== undefined) {
    const known = Object.keys(scores!).slice(0, 20).join(', ');
    return { path: 'labels', message: `expected labels of the model (${known}); found "${unknown}"` };
  }
  const outside = spans?.find(({ start, end }) => start >= end || end > text.length);
  if (outside) {
    const message = `expected spans within the text, 0 ≤ start < end ≤ ${text.length}; found ${outside.start} to ${outside.end}`;
    return { path: 'spans', message };
  }
  return null;
}

const withoutProbabilities = (answer: PredictedAnswer[keyof PredictedAnswer]) =>
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
