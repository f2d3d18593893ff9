import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Models and their aliases. */
export class Models1764000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE models (
        id text NOT NULL,
        project_id text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        built_in boolean NOT NULL,
        architecture text,
        parameters bigint,
        task text,
        labels text[],
        base_model_id text,
        job_id text,
        metrics jsonb,
        calibration jsonb,
        lineage jsonb,
        files jsonb,
        digest text,
        import_task_id text,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_models PRIMARY KEY (id),
        CONSTRAINT fk_models_base_model_id FOREIGN KEY (base_model_id) REFERENCES models (id) ON DELETE RESTRICT,
        CONSTRAINT fk_models_import_task_id FOREIGN KEY (import_task_id) REFERENCES tasks (id) ON DELETE RESTRICT
      )`);
    await runner.query(`CREATE INDEX ix_models_project_id_kind ON models (project_id, kind)`);
    await runner.query(`CREATE INDEX ix_models_base_model_id ON models (base_model_id)`);
    await runner.query(`
      CREATE TABLE model_aliases (
        project_id text NOT NULL,
        name text NOT NULL,
        alias text NOT NULL,
        model_id text NOT NULL,
        CONSTRAINT pk_model_aliases PRIMARY KEY (project_id, name, alias),
        CONSTRAINT fk_model_aliases_model_id FOREIGN KEY (model_id) REFERENCES models (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX ix_model_aliases_model_id ON model_aliases (model_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE model_aliases`);
    await runner.query(`DROP TABLE models`);
  }
}
