import { judgeLabel } from '../../../src/feedback/judge-label.js';

const TWO = { label: 'ham', scores: { ham: 0.8, spam: 0.2 } };
const THREE = { label: 'a', scores: { a: 0.6, b: 0.3, c: 0.1 } };
const on = (given: { label?: string; correct?: boolean }, prediction = THREE as typeof TWO | typeof THREE) =>
  judgeLabel({ prediction: 'prd_x', ...given }, prediction);

describe('what feedback says of a label', () => {
  it('is the label it gives', () => {
    expect(on({ label: 'b' })).toEqual({ label: 'b', correct: false });
    expect(on({ label: 'a' })).toEqual({ label: 'a', correct: true });
  });

  it('is the predicted one when that was right', () => {
    expect(on({ correct: true })).toEqual({ label: 'a', correct: true });
  });

  it('is the other one when that was wrong and there are two', () => {
    expect(on({ correct: false }, TWO)).toEqual({ label: 'spam', correct: false });
  });

  it('is open when that was wrong and there are more', () => {
    expect(on({ correct: false })).toEqual({ label: null, correct: false });
  });

  it('is nothing when it speaks of something else', () => {
    expect(on({})).toEqual({ label: null, correct: null });
  });

  it('is refused when the model has no such label', () => {
    expect(on({ label: 'z' })).toEqual({ path: 'label', message: expect.stringMatching(/\(a, b, c\); found "z"/) });
  });

  it.each([
    [{ label: 'b', correct: true }, /expected false/],
    [{ label: 'a', correct: false }, /expected true/],
  ])('is refused when it contradicts itself: %j', (given, message) => {
    expect(on(given)).toEqual({ path: 'correct', message: expect.stringMatching(message) });
  });
});
