import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Predictions and feedback of other tasks than the classification of texts. */
export class Answers1764000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE predictions
        ALTER COLUMN label DROP NOT NULL,
        ALTER COLUMN probability DROP NOT NULL,
        ALTER COLUMN scores DROP NOT NULL,
        ADD COLUMN messages json,
        ADD COLUMN answer json`);
    await runner.query(`ALTER TABLE feedback ADD COLUMN answer json`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE feedback DROP COLUMN answer`);
    await runner.query(`DELETE FROM predictions WHERE label IS NULL`);
    await runner.query(`
      ALTER TABLE predictions
        DROP COLUMN answer,
        DROP COLUMN messages,
        ALTER COLUMN scores SET NOT NULL,
        ALTER COLUMN probability SET NOT NULL,
        ALTER COLUMN label SET NOT NULL`);
  }
}
