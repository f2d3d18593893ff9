import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs of several types: what only one type is told moves into one column, and jobs may have results beside their model. */
export class JobTypes1764000960000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE jobs ADD COLUMN choices jsonb`);
    await runner.query(`UPDATE jobs SET choices = jsonb_build_object('method', method)`);
    await runner.query(`
      ALTER TABLE jobs
        ALTER COLUMN choices SET NOT NULL,
        DROP COLUMN method,
        ALTER COLUMN hyperparameters DROP NOT NULL,
        ADD COLUMN held_teacher_id text,
        ADD COLUMN result jsonb,
        ADD CONSTRAINT fk_jobs_held_teacher_id FOREIGN KEY (held_teacher_id) REFERENCES models (id) ON DELETE RESTRICT`);
    await runner.query(`CREATE INDEX ix_jobs_held_teacher_id ON jobs (held_teacher_id)`);
  }

  /** Jobs of types that came with it go: there is no place for them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM jobs WHERE type <> 'fine-tune'`);
    await runner.query(`ALTER TABLE jobs ADD COLUMN method jsonb`);
    await runner.query(`UPDATE jobs SET method = choices->'method'`);
    await runner.query(`
      ALTER TABLE jobs
        ALTER COLUMN method SET NOT NULL,
        DROP COLUMN choices,
        ALTER COLUMN hyperparameters SET NOT NULL,
        DROP COLUMN held_teacher_id,
        DROP COLUMN result`);
  }
}
