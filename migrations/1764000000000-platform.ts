import type { MigrationInterface, QueryRunner } from 'typeorm';

/** API keys and idempotency keys. */
export class Platform1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_keys (
        id text NOT NULL,
        project_id text NOT NULL,
        public_id text NOT NULL,
        name text NOT NULL,
        scopes text[] NOT NULL,
        secret_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT pk_api_keys PRIMARY KEY (id),
        CONSTRAINT uq_api_keys_public_id UNIQUE (public_id)
      )`);
    await runner.query(`CREATE INDEX ix_api_keys_project_id ON api_keys (project_id)`);
    await runner.query(`
      CREATE TABLE idempotency_keys (
        api_key_id text NOT NULL,
        route text NOT NULL,
        key text NOT NULL,
        project_id text NOT NULL,
        fingerprint text,
        status integer,
        answer bytea,
        locked_until timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_idempotency_keys PRIMARY KEY (api_key_id, route, key)
      )`);
    await runner.query(`CREATE INDEX ix_idempotency_keys_created_at ON idempotency_keys (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE idempotency_keys`);
    await runner.query(`DROP TABLE api_keys`);
  }
}
