import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Feedback on predictions. */
export class Feedback1764000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE feedback (
        id text NOT NULL,
        project_id text NOT NULL,
        prediction_id text NOT NULL,
        deployment_id text NOT NULL,
        label text,
        correct boolean,
        rating integer,
        comment text,
        source text,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT pk_feedback PRIMARY KEY (id),
        CONSTRAINT fk_feedback_prediction_id FOREIGN KEY (prediction_id) REFERENCES predictions (id) ON DELETE CASCADE,
        CONSTRAINT fk_feedback_deployment_id FOREIGN KEY (deployment_id) REFERENCES deployments (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX ix_feedback_deployment_id_id ON feedback (deployment_id, id)`);
    await runner.query(
      `CREATE INDEX ix_feedback_deployment_id_prediction_id_id ON feedback (deployment_id, prediction_id, id)`,
    );
    await runner.query(`CREATE INDEX ix_feedback_prediction_id ON feedback (prediction_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE feedback`);
  }
}
