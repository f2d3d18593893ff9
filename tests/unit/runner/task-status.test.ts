import {
  assertMove,
  IllegalTaskMove,
  isFinal,
  TASK_STATUSES,
  type TaskStatus,
} from '../../../src/runner/task-status.js';

const LEGAL: [TaskStatus, TaskStatus][] = [
  ['queued', 'running'],
  ['queued', 'paused'],
  ['queued', 'cancelled'],
  ['running', 'queued'],
  ['running', 'pausing'],
  ['running', 'cancelling'],
  ['running', 'succeeded'],
  ['running', 'failed'],
  ['pausing', 'paused'],
  ['pausing', 'cancelling'],
  ['pausing', 'succeeded'],
  ['pausing', 'failed'],
  ['paused', 'queued'],
  ['paused', 'cancelled'],
  ['cancelling', 'cancelled'],
];

describe('the statuses of a task', () => {
  it('allow exactly the moves of the contract, and to hold back what is queued', () => {
    const allowed = TASK_STATUSES.flatMap((from) => TASK_STATUSES.map((to) => [from, to] as const)).filter(
      ([from, to]) => {
        try {
          assertMove(from, to);
          return true;
        } catch {
          return false;
        }
      },
    );
    expect(allowed).toEqual(expect.arrayContaining(LEGAL));
    expect(allowed).toHaveLength(LEGAL.length);
  });

  it('end in three of them', () => {
    expect(TASK_STATUSES.filter(isFinal)).toEqual(['succeeded', 'failed', 'cancelled']);
  });

  it('are a conflict where a move is illegal, saying from where it would be legal', () => {
    const error = new IllegalTaskMove('succeeded', 'cancelling');
    expect(error.status).toBe(409);
    expect(error.detail).toBe(
      'Expected the status queued or running or pausing or paused, from which cancelling follows; found succeeded.',
    );
  });
});
