import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deployments, their revisions, and what servers report of them. */
export class Deployments1764000600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deployments (
        id text NOT NULL,
        project_id text NOT NULL,
        name text NOT NULL,
        wanted text NOT NULL,
        starts integer NOT NULL,
        revision integer NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_deployments PRIMARY KEY (id),
        CONSTRAINT uq_deployments_project_id_name UNIQUE (project_id, name)
      )`);
    await runner.query(`
      CREATE TABLE deployment_revisions (
        deployment_id text NOT NULL,
        number integer NOT NULL,
        project_id text NOT NULL,
        model_id text NOT NULL,
        restores integer,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        activated_at timestamptz,
        CONSTRAINT pk_deployment_revisions PRIMARY KEY (deployment_id, number),
        CONSTRAINT fk_deployment_revisions_deployment_id FOREIGN KEY (deployment_id)
          REFERENCES deployments (id) ON DELETE CASCADE,
        CONSTRAINT fk_deployment_revisions_model_id FOREIGN KEY (model_id) REFERENCES models (id) ON DELETE RESTRICT
      )`);
    await runner.query(`CREATE INDEX ix_deployment_revisions_model_id ON deployment_revisions (model_id)`);
    await runner.query(`
      CREATE TABLE deployment_replicas (
        deployment_id text NOT NULL,
        server_id text NOT NULL,
        revision integer NOT NULL,
        project_id text NOT NULL,
        starts integer NOT NULL,
        state text NOT NULL,
        error jsonb,
        address text,
        machine text,
        token text,
        heartbeat_at timestamptz NOT NULL,
        CONSTRAINT pk_deployment_replicas PRIMARY KEY (deployment_id, server_id, revision),
        CONSTRAINT fk_deployment_replicas_deployment_id FOREIGN KEY (deployment_id)
          REFERENCES deployments (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX ix_deployment_replicas_heartbeat_at ON deployment_replicas (heartbeat_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE deployment_replicas`);
    await runner.query(`DROP TABLE deployment_revisions`);
    await runner.query(`DROP TABLE deployments`);
  }
}
