import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Evaluations of models on data set versions. */
export class Evaluations1764000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE evaluations (
        id text NOT NULL,
        project_id text NOT NULL,
        model_id text NOT NULL,
        dataset_version_id text NOT NULL,
        split text NOT NULL,
        slice_by text,
        seed bigint NOT NULL,
        task_id text NOT NULL,
        result jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_evaluations PRIMARY KEY (id),
        CONSTRAINT fk_evaluations_model_id FOREIGN KEY (model_id) REFERENCES models (id) ON DELETE RESTRICT,
        CONSTRAINT fk_evaluations_dataset_version_id FOREIGN KEY (dataset_version_id) REFERENCES dataset_versions (id) ON DELETE RESTRICT,
        CONSTRAINT fk_evaluations_task_id FOREIGN KEY (task_id) REFERENCES tasks (id) ON DELETE RESTRICT
      )`);
    await runner.query(`CREATE INDEX ix_evaluations_project_id_model_id ON evaluations (project_id, model_id)`);
    await runner.query(`CREATE INDEX ix_evaluations_model_id ON evaluations (model_id)`);
    await runner.query(`CREATE INDEX ix_evaluations_dataset_version_id ON evaluations (dataset_version_id)`);
    await runner.query(`CREATE INDEX ix_evaluations_task_id ON evaluations (task_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE evaluations`);
  }
}
