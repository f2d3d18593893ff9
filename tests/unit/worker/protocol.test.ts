import { FromWorker, ToWorker } from '../../../src/worker/protocol.js';

const event = (event: object) => FromWorker.safeParse({ type: 'event', event }).success;

describe('the messages between trainer and worker', () => {
  it('refuse unknown types and unknown fields', () => {
    expect(ToWorker.safeParse({ type: 'pause' }).success).toBe(true);
    expect(ToWorker.safeParse({ type: 'pause', when: 'later' }).success).toBe(false);
    expect(ToWorker.safeParse({ type: 'explode' }).success).toBe(false);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, null])('refuse %p as the value of a metric', (value) => {
    const metric = { type: 'metric', step: 1, epoch: null, split: 'train', name: 'loss' };
    expect(event({ ...metric, value: 0.5 })).toBe(true);
    expect(event({ ...metric, value })).toBe(false);
  });

  it.each(['/etc', '../other', 'a/../../b'])('refuse a checkpoint outside the scratch folder: %s', (path) => {
    expect(event({ type: 'checkpoint', step: 1, path: 'checkpoints/1' })).toBe(true);
    expect(event({ type: 'checkpoint', step: 1, path })).toBe(false);
  });
});
