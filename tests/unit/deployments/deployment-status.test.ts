import type { ReplicaState } from '../../../src/deployments/deployment-replica.entity.js';
import { conditionOf } from '../../../src/deployments/deployment-status.js';

const NOW = new Date('2030-01-01T00:00:20Z');
const JUST_NOW = new Date('2030-01-01T00:00:19Z');
const LONG_AGO = new Date('2030-01-01T00:00:00Z');
const ERROR = { code: 'worker-killed', message: 'killed' };

type Seen = [revision: number, state: ReplicaState];

function condition(
  seen: Seen[],
  { wanted = 'running', updatedAt = JUST_NOW, starts = 3 }: Partial<Parameters<typeof conditionOf>[0]> = {},
) {
  const replicas = seen.map(([revision, state]) => ({
    revision,
    starts: 3,
    state,
    error: state === 'restarting' || state === 'failed' ? ERROR : null,
  }));
  const { status, servingRevision, error } = conditionOf({ wanted, starts, revision: 2, updatedAt }, replicas, NOW);
  return [status, servingRevision, error?.code ?? null];
}

describe('the status of a deployment', () => {
  it.each<[string, Seen[], unknown[]]>([
    ['nothing has been taken up', [], ['starting', null, null]],
    ['it is loaded', [[2, 'loading']], ['starting', null, null]],
    ['it answers', [[2, 'ready']], ['ready', 2, null]],
    [
      'another server joins',
      [
        [2, 'ready'],
        [2, 'loading'],
      ],
      ['ready', 2, null],
    ],
    [
      'the old revision answers while the new is loaded',
      [
        [1, 'ready'],
        [2, 'loading'],
      ],
      ['starting', 1, null],
    ],
    [
      'a server has not come so far yet',
      [
        [2, 'ready'],
        [1, 'ready'],
        [2, 'loading'],
      ],
      ['starting', 2, null],
    ],
    ['the process died', [[2, 'restarting']], ['degraded', null, 'worker-killed']],
    [
      'one of two died',
      [
        [2, 'ready'],
        [2, 'restarting'],
      ],
      ['degraded', 2, 'worker-killed'],
    ],
    [
      'the new revision is no good',
      [
        [1, 'ready'],
        [2, 'failed'],
      ],
      ['degraded', 1, 'worker-killed'],
    ],
    ['it is no good and there is no other', [[2, 'failed']], ['failed', null, 'worker-killed']],
  ])('when %s', (_, seen, expected) => {
    expect(condition(seen)).toEqual(expected);
  });

  it('is stopped when that is wanted, whatever still runs', () => {
    expect(condition([[2, 'ready']], { wanted: 'stopped' })).toEqual(['stopped', null, null]);
  });

  it('is not told by what was reported before the last start', () => {
    expect(condition([[2, 'ready']], { starts: 4 })).toEqual(['starting', null, null]);
  });

  it('says after a while that there is no server', () => {
    expect(condition([], { updatedAt: LONG_AGO })).toEqual(['starting', null, 'no-server']);
  });
});
