import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks and their events. */
export class Runner1764000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tasks (
        id text NOT NULL,
        project_id text NOT NULL,
        kind text NOT NULL,
        status text NOT NULL,
        attempt integer NOT NULL,
        max_attempts integer NOT NULL,
        input jsonb NOT NULL,
        output jsonb,
        error jsonb,
        progress jsonb,
        checkpoints jsonb NOT NULL,
        trainer_id text,
        lease_until timestamptz,
        worker jsonb,
        created_at timestamptz NOT NULL,
        queued_at timestamptz NOT NULL,
        started_at timestamptz,
        finished_at timestamptz,
        cleaned_at timestamptz,
        CONSTRAINT pk_tasks PRIMARY KEY (id)
      )`);
    await runner.query(`CREATE INDEX ix_tasks_status_kind ON tasks (status, kind)`);
    await runner.query(
      `CREATE INDEX ix_tasks_to_clean ON tasks (finished_at) WHERE finished_at IS NOT NULL AND cleaned_at IS NULL`,
    );
    await runner.query(`
      CREATE TABLE task_events (
        id bigserial NOT NULL,
        project_id text NOT NULL,
        task_id text NOT NULL,
        attempt integer NOT NULL,
        time timestamptz NOT NULL,
        type text NOT NULL,
        level text NOT NULL,
        message text NOT NULL,
        data jsonb,
        CONSTRAINT pk_task_events PRIMARY KEY (id),
        CONSTRAINT fk_task_events_task_id FOREIGN KEY (task_id) REFERENCES tasks (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX ix_task_events_task_id_id ON task_events (task_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE task_events`);
    await runner.query(`DROP TABLE tasks`);
  }
}
