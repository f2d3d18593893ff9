import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs: what was asked for, and what came of it. */
export class Jobs1764000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE jobs (
        id text NOT NULL,
        project_id text NOT NULL,
        name text,
        type text NOT NULL,
        model_id text NOT NULL,
        held_model_id text,
        dataset_id text NOT NULL,
        dataset_version integer NOT NULL,
        held_version_id text,
        method jsonb NOT NULL,
        hyperparameters jsonb NOT NULL,
        calibration jsonb NOT NULL,
        output_name text NOT NULL,
        seed bigint NOT NULL,
        task_id text NOT NULL,
        drafts jsonb NOT NULL,
        result_model_id text,
        result_evaluation_id text,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_jobs PRIMARY KEY (id),
        CONSTRAINT fk_jobs_held_model_id FOREIGN KEY (held_model_id) REFERENCES models (id) ON DELETE RESTRICT,
        CONSTRAINT fk_jobs_held_version_id FOREIGN KEY (held_version_id) REFERENCES dataset_versions (id) ON DELETE RESTRICT,
        CONSTRAINT fk_jobs_task_id FOREIGN KEY (task_id) REFERENCES tasks (id) ON DELETE RESTRICT,
        CONSTRAINT fk_jobs_result_model_id FOREIGN KEY (result_model_id) REFERENCES models (id) ON DELETE SET NULL,
        CONSTRAINT fk_jobs_result_evaluation_id FOREIGN KEY (result_evaluation_id) REFERENCES evaluations (id) ON DELETE SET NULL
      )`);
    for (const column of [
      'project_id',
      'model_id',
      'held_model_id',
      'dataset_id',
      'held_version_id',
      'task_id',
      'result_model_id',
      'result_evaluation_id',
    ]) {
      await runner.query(`CREATE INDEX ix_jobs_${column} ON jobs (${column})`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE jobs`);
  }
}
