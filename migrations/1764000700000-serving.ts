import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The log of predictions. */
export class Serving1764000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE predictions (
        id text NOT NULL,
        project_id text NOT NULL,
        deployment_id text NOT NULL,
        revision integer NOT NULL,
        model_id text NOT NULL,
        text text NOT NULL,
        text_pair text,
        label text NOT NULL,
        probability double precision NOT NULL,
        scores json NOT NULL,
        calibrated boolean NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT pk_predictions PRIMARY KEY (id),
        CONSTRAINT fk_predictions_deployment_id FOREIGN KEY (deployment_id)
          REFERENCES deployments (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX ix_predictions_deployment_id_id ON predictions (deployment_id, id)`);
    await runner.query(`CREATE INDEX ix_predictions_deployment_id_label_id ON predictions (deployment_id, label, id)`);
    await runner.query(
      `CREATE INDEX ix_predictions_deployment_id_created_at ON predictions (deployment_id, created_at)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE predictions`);
  }
}
