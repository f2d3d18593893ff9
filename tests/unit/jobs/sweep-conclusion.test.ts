import type { EntityManager } from 'typeorm';
import { SweepChoices } from '../../../src/jobs/types/sweep/sweep.schemas.js';
import { SweepConclusion } from '../../../src/jobs/types/sweep/sweep-conclusion.js';
import { resultOf } from '../../../src/jobs/types/sweep/sweep-result.js';
import { bestOf, isCompleted, type SweepState } from '../../../src/jobs/types/sweep/sweep-state.js';

interface TrialRow {
  objective: number | null;
  stoppedAt?: number;
  error?: string;
  model?: string | null;
}

/** A sweep whose trials have all ended, judged by their accuracy. */
function sweepOf(rows: TrialRow[], { metric = 'accuracy', test = 0 } = {}): SweepState {
  const choices = SweepChoices.parse({
    method: { type: 'full' },
    space: { dropout: { min: 0, max: 0.3 } },
    trials: Math.max(2, rows.length),
    objective: { metric, direction: 'maximize' },
    search: { type: 'tpe' },
    concurrency: 1,
    stopWorst: false,
    keepModels: false,
  });
  const trials = rows.map(({ objective, stoppedAt = null, error, model = `mdl_${objective}` }, number) => ({
    number,
    jobId: `job_${number}`,
    sampled: { dropout: number / 10 },
    objective,
    stoppedAt,
    endedAt: new Date(0),
    testEvaluation: null,
    job: {
      id: `job_${number}`,
      resultModelId: model,
      resultEvaluationId: `evl_${number}`,
      task: { error: error ? { code: 'x', message: error } : null },
    },
  }));
  const sweep = { heldVersion: { counts: { train: 8, validation: 8, test } } };
  return { sweep, choices, trials } as unknown as SweepState;
}
const nobody = undefined as never;
const conclude = (state: SweepState) => new SweepConclusion(nobody).conclude(nobody as EntityManager, state);

describe('a sweep', () => {
  it('is won by the best that ran to its end, of equals by the first', () => {
    const rows = [{ objective: 0.8 }, { objective: 0.9 }, { objective: 0.9 }, { objective: 0.99, stoppedAt: 0.5 }];
    expect(bestOf(sweepOf(rows))?.number).toBe(1);
    expect(bestOf(sweepOf(rows, { metric: 'loss' }))?.number).toBe(0);
    expect(bestOf(sweepOf([{ objective: null }]))).toBeUndefined();
  });

  it('that has no test split to look at ends with what validation says', async () => {
    const conclusion = await conclude(sweepOf([{ objective: 0.8 }, { objective: 0.9 }]));
    expect(conclusion).toMatchObject({
      output: { model: 'mdl_0.9', evaluation: 'evl_1', result: { gain: expect.closeTo(0.1), beatsDefaults: true } },
    });
  });

  it('fails when no trial ended well, with what the first one says', async () => {
    const conclusion = await conclude(sweepOf([{ objective: null, error: 'Training diverged.' }, { objective: null }]));
    expect(conclusion).toMatchObject({
      failure: {
        code: 'no-trial-succeeded',
        detail: 'Expected at least one trial to end well; none of 2 did. Trial 0, the job job_0: Training diverged.',
      },
    });
  });

  it('fails when the model of its best was deleted under it', async () => {
    expect(await conclude(sweepOf([{ objective: 0.8 }, { objective: 0.9, model: null }]))).toMatchObject({
      failure: { code: 'winner-deleted' },
    });
  });
});

describe('what a sweep says of its best', () => {
  const statementOf = (rows: TrialRow[], test = true) => {
    const state = sweepOf(rows);
    return resultOf(state, bestOf(state)!, test);
  };

  it('is that it beats the defaults, and that it looks better than it is', () => {
    const result = statementOf([{ objective: 0.91236 }, { objective: 0.95 }, { objective: 0.8, stoppedAt: 0.4 }]);
    expect(result).toMatchObject({ gain: expect.closeTo(0.03764), beatsDefaults: true, stopped: 1, failed: 0 });
    expect(result.statement).toBe(
      'Trial 1 beats the defaults on validation: accuracy 0.95, the defaults 0.9124. The best of 3 on one validation split looks better than it is: resultEvaluation has what it is worth on the test split, which nothing was chosen by.',
    );
  });

  it('is that nothing beats them, also where something is as good', () => {
    const result = statementOf([{ objective: 0.9 }, { objective: 0.9 }], false);
    expect(result).toMatchObject({ best: { trial: 0 }, gain: 0, beatsDefaults: false });
    expect(result.statement).toMatch(
      /^No trial of 1 beats the defaults on validation, which have accuracy 0.9: the model is theirs\. .*there is no test split to tell by how much\.$/,
    );
  });

  it('is that there is nothing to compare with where the defaults failed', () => {
    const result = statementOf([{ objective: null, error: 'out of memory' }, { objective: 0.7 }]);
    expect(result).toMatchObject({ defaults: { objective: null }, gain: null, beatsDefaults: null, failed: 1 });
    expect(result.statement).toMatch(/^Whether it beats the defaults is not known, because their trial failed\./);
  });

  it('counts trials that were stopped or failed for no candidates', () => {
    const { trials } = sweepOf([{ objective: 0.9 }, { objective: 0.8, stoppedAt: 0.5 }, { objective: null }]);
    expect(trials.map(isCompleted)).toEqual([true, false, false]);
  });
});
