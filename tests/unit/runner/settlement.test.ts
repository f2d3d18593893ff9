import { type Outcome, settle } from '../../../src/runner/settlement.js';
import type { TaskCheckpoint } from '../../../src/runner/task.entity.js';
import type { TaskStatus } from '../../../src/runner/task-status.js';

const checkpoint: TaskCheckpoint = { id: 'ckp_1', key: 'k', step: 40, createdAt: '2026-01-01T00:00:00Z', files: [] };
const error = { code: 'worker-killed', message: 'The worker was killed by SIGKILL.' };
const succeeded: Outcome = { type: 'succeeded', output: 1 };
const stopped: Outcome = { type: 'stopped' };
const died: Outcome = { type: 'failed', error, retry: { afterSeconds: 0 } };
const refused: Outcome = { type: 'failed', error, retry: false };

const held = (status: TaskStatus, attempt = 1) => ({ status, attempt, maxAttempts: 3, checkpoints: [checkpoint] });

describe('what becomes of a held task', () => {
  it.each<[TaskStatus, Outcome, number, TaskStatus, number | undefined]>([
    ['running', succeeded, 1, 'succeeded', undefined],
    ['running', stopped, 1, 'queued', undefined],
    ['running', died, 1, 'queued', 2],
    ['running', died, 2, 'queued', 3],
    ['running', died, 3, 'failed', undefined],
    ['running', refused, 1, 'failed', undefined],
    ['pausing', stopped, 1, 'paused', undefined],
    ['pausing', succeeded, 1, 'succeeded', undefined],
    ['pausing', died, 1, 'paused', 2],
    ['pausing', died, 3, 'failed', undefined],
    ['cancelling', succeeded, 1, 'cancelled', undefined],
    ['cancelling', stopped, 1, 'cancelled', undefined],
    ['cancelling', died, 1, 'cancelled', undefined],
    ['cancelling', refused, 3, 'cancelled', undefined],
  ])('%s, %j in attempt %i: %s', (status, outcome, attempt, to, nextAttempt) => {
    const settlement = settle(held(status, attempt), outcome);
    expect(settlement.to).toBe(to);
    expect(settlement.changes.attempt).toBe(nextAttempt);
  });

  it('says where the next attempt starts', () => {
    expect(settle(held('running'), died).note).toMatchObject({
      level: 'warn',
      message: `Attempt 1 of 3 failed: ${error.message} The next one starts from the checkpoint of step 40.`,
      data: { error },
    });
    expect(settle({ ...held('pausing'), checkpoints: [] }, stopped).note.message).toBe('Paused, from the beginning.');
  });

  it('says in the error that the attempts are used up, and only then', () => {
    const last = settle(held('running', 3), died).changes.error;
    expect(last).toEqual({ ...error, message: `Attempt 3 of 3, the last one, failed: ${error.message}` });
    expect(settle(held('running', 1), refused).changes.error).toEqual(error);
  });
});
