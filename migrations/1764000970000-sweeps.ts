import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sweeps: their trials, which are jobs; and on which split a fine-tuning job is judged. */
export class Sweeps1764000970000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE jobs SET choices = jsonb_build_object('evaluateOn', 'test') || choices WHERE type = 'fine-tune'`,
    );
    await runner.query(`
      CREATE TABLE sweep_trials (
        sweep_id text NOT NULL,
        number integer NOT NULL,
        project_id text NOT NULL,
        job_id text NOT NULL,
        sampled jsonb NOT NULL,
        objective double precision,
        course jsonb,
        stopped_at double precision,
        ended_at timestamptz,
        test_evaluation_id text,
        CONSTRAINT pk_sweep_trials PRIMARY KEY (sweep_id, number),
        CONSTRAINT uq_sweep_trials_job_id UNIQUE (job_id),
        CONSTRAINT fk_sweep_trials_sweep_id FOREIGN KEY (sweep_id) REFERENCES jobs (id) ON DELETE CASCADE,
        CONSTRAINT fk_sweep_trials_job_id FOREIGN KEY (job_id) REFERENCES jobs (id) ON DELETE CASCADE,
        CONSTRAINT fk_sweep_trials_test_evaluation_id FOREIGN KEY (test_evaluation_id) REFERENCES evaluations (id) ON DELETE SET NULL
      )`);
    await runner.query(`CREATE INDEX ix_sweep_trials_test_evaluation_id ON sweep_trials (test_evaluation_id)`);
  }

  /** Sweeps go; their trials stay as the jobs that they are. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sweep_trials`);
    await runner.query(`DELETE FROM jobs WHERE type = 'sweep'`);
    await runner.query(`UPDATE jobs SET choices = choices - 'evaluateOn' WHERE type = 'fine-tune'`);
  }
}
