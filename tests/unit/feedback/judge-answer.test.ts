import type { FeedbackItem } from '../../../src/feedback/feedback.schemas.js';
import { judgeAnswer } from '../../../src/feedback/judge-answer.js';
import type { PredictedAnswer } from '../../../src/serving/to-prediction.js';

type Given = Omit<FeedbackItem, 'prediction'>;
const found = (start: number, end: number, label: string) => ({ start, end, label, probability: 0.9 });
const span = (start: number, end: number, label: string) => ({ start, end, label });

const PREDICTIONS = {
  labels: { labels: ['b', 'a'] },
  value: { value: 2.5 },
  spans: { spans: [found(0, 3, 'PERSON'), found(10, 15, 'PLACE')] },
  text: { text: 'Hello.', tokens: 3, ended: true },
} satisfies Record<string, PredictedAnswer>;
type Kind = keyof typeof PREDICTIONS;

const on = (kind: Kind, given: Given) =>
  judgeAnswer(
    { prediction: 'prd_x', ...given },
    {
      text: 'Ann is in Paris',
      label: null,
      scores: kind === 'labels' ? { b: 0.9, a: 0.8, c: 0.1 } : null,
      answer: PREDICTIONS[kind],
    },
  );

const RIGHT: [Kind, Given][] = [
  ['labels', { labels: ['a', 'b'] }],
  ['value', { value: 2.5 }],
  ['spans', { spans: [span(10, 15, 'PLACE'), span(0, 3, 'PERSON')] }],
  ['text', { text: 'Hello.' }],
];
const WRONG: [Kind, Given][] = [
  ['labels', { labels: [] }],
  ['value', { value: 0 }],
  ['spans', { spans: [span(0, 3, 'PLACE')] }],
  ['text', { text: 'Hi.' }],
];

describe('what feedback says of an answer', () => {
  it.each(RIGHT)('of %s is right where it gives the same, in any order: %j', (kind, given) => {
    const verdict = on(kind, given);
    expect(verdict).toMatchObject({ label: null, correct: true });
    expect(on(kind, { correct: true })).toEqual(verdict);
    expect(on(kind, { ...given, correct: true })).toEqual(verdict);
  });

  it.each(WRONG)('of %s is wrong where it gives another, which is right: %j', (kind, given) => {
    expect(on(kind, given)).toEqual({ label: null, correct: false, answer: given });
    expect(on(kind, { ...given, correct: false })).toMatchObject({ correct: false });
  });

  it('keeps spans without their probabilities', () => {
    expect(on('spans', { correct: true })).toMatchObject({
      answer: { spans: [span(0, 3, 'PERSON'), span(10, 15, 'PLACE')] },
    });
  });

  it('is that it was wrong, and not what were right, when nothing else is said', () => {
    expect(on('value', { correct: false })).toEqual({ label: null, correct: false, answer: null });
  });

  it('is nothing when it speaks of something else', () => {
    expect(on('text', { rating: 5 } as Given)).toEqual({ label: null, correct: null, answer: null });
  });

  it('counts a label that is said twice once', () => {
    expect(on('labels', { labels: ['a', 'b', 'a'] })).toMatchObject({ correct: true });
  });

  it.each<[Kind, Given, string, RegExp]>([
    ['value', { label: 'a' }, 'label', /expected value.*found label/],
    ['text', { value: 1 }, 'value', /expected text.*found value/],
    ['labels', { labels: ['a', 'z'] }, 'labels', /\(b, a, c\); found "z"/],
    ['spans', { spans: [span(0, 16, 'PLACE')] }, 'spans', /from 0 to 16, and the text ends at 15/],
    ['spans', { spans: [span(3, 3, 'PLACE')] }, 'spans', /ends at 3, which must be after its start 3/],
    ['value', { value: 2.5, correct: false }, 'correct', /expected true.*the same; found false/],
    ['value', { value: 1, correct: true }, 'correct', /expected false.*different; found true/],
  ])('is refused of %s: %j', (kind, given, path, message) => {
    expect(on(kind, given)).toEqual({ path, message: expect.stringMatching(message) });
  });

  it('is the label of predictions that have one, and no answer', () => {
    const prediction = { text: 'a', label: 'ham', scores: { ham: 0.8, spam: 0.2 }, answer: null };
    const judge = (given: Given) => judgeAnswer({ prediction: 'prd_x', ...given }, prediction);
    expect(judge({ label: 'spam' })).toEqual({ label: 'spam', correct: false, answer: null });
    expect(judge({ labels: ['spam'] })).toEqual({ path: 'labels', message: expect.stringMatching(/expected label,/) });
    expect(judge({ label: 'news' })).toMatchObject({ path: 'label' });
  });
});
