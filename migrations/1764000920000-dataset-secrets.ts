import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The keys that pseudonyms of data sets are made with. */
export class DatasetSecrets1764000920000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dataset_secrets (
        dataset_id text NOT NULL,
        project_id text NOT NULL,
        pseudonym_key bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_dataset_secrets PRIMARY KEY (dataset_id),
        CONSTRAINT fk_dataset_secrets_dataset_id FOREIGN KEY (dataset_id) REFERENCES datasets (id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE dataset_secrets`);
  }
}
