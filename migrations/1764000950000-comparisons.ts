import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Comparisons of two evaluations on the same examples; evaluations sliced by several fields. */
export class Comparisons1764000950000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE evaluations ALTER COLUMN slice_by TYPE text[] USING array_remove(ARRAY[slice_by], NULL)`,
    );
    await runner.query(
      `ALTER TABLE evaluations ALTER COLUMN slice_by SET DEFAULT '{}', ALTER COLUMN slice_by SET NOT NULL`,
    );
    await runner.query(
      `UPDATE evaluations SET result = jsonb_set(result, '{slices}', jsonb_build_array(result->'slices'))
       WHERE jsonb_typeof(result->'slices') = 'object'`,
    );
    await runner.query(`
      CREATE TABLE comparisons (
        id text NOT NULL,
        project_id text NOT NULL,
        a_id text NOT NULL,
        b_id text NOT NULL,
        metric text NOT NULL,
        seed bigint NOT NULL,
        task_id text NOT NULL,
        result jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_comparisons PRIMARY KEY (id),
        CONSTRAINT fk_comparisons_a_id FOREIGN KEY (a_id) REFERENCES evaluations (id) ON DELETE RESTRICT,
        CONSTRAINT fk_comparisons_b_id FOREIGN KEY (b_id) REFERENCES evaluations (id) ON DELETE RESTRICT,
        CONSTRAINT fk_comparisons_task_id FOREIGN KEY (task_id) REFERENCES tasks (id) ON DELETE RESTRICT
      )`);
    await runner.query(`CREATE INDEX ix_comparisons_project_id ON comparisons (project_id)`);
    await runner.query(`CREATE INDEX ix_comparisons_a_id ON comparisons (a_id)`);
    await runner.query(`CREATE INDEX ix_comparisons_b_id ON comparisons (b_id)`);
    await runner.query(`CREATE INDEX ix_comparisons_task_id ON comparisons (task_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE comparisons`);
    await runner.query(
      `ALTER TABLE evaluations ALTER COLUMN slice_by DROP NOT NULL, ALTER COLUMN slice_by DROP DEFAULT`,
    );
    await runner.query(`ALTER TABLE evaluations ALTER COLUMN slice_by TYPE text USING slice_by[1]`);
  }
}
