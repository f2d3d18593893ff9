import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Data sets and their versions. */
export class Datasets1764000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE datasets (
        id text NOT NULL,
        project_id text NOT NULL,
        name text NOT NULL,
        task text NOT NULL,
        description text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_datasets PRIMARY KEY (id)
      )`);
    await runner.query(`CREATE INDEX ix_datasets_project_id ON datasets (project_id)`);
    await runner.query(`
      CREATE TABLE dataset_versions (
        id text NOT NULL,
        project_id text NOT NULL,
        dataset_id text NOT NULL,
        version integer NOT NULL,
        parent integer,
        extends_parent boolean NOT NULL,
        task_id text NOT NULL,
        source jsonb NOT NULL,
        options jsonb NOT NULL,
        digest text,
        recipe jsonb,
        labels jsonb,
        counts jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_dataset_versions PRIMARY KEY (id),
        CONSTRAINT uq_dataset_versions_dataset_id_version UNIQUE (dataset_id, version),
        CONSTRAINT fk_dataset_versions_dataset_id FOREIGN KEY (dataset_id) REFERENCES datasets (id),
        CONSTRAINT fk_dataset_versions_task_id FOREIGN KEY (task_id) REFERENCES tasks (id)
      )`);
    await runner.query(`CREATE INDEX ix_dataset_versions_task_id ON dataset_versions (task_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE dataset_versions`);
    await runner.query(`DROP TABLE datasets`);
  }
}
