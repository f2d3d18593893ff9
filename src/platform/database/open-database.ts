import pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { EmbeddedPostgres } from './embedded/embedded-postgres.js';

const OLDEST_MAJOR = 15;

/** A PostgreSQL that answers, ours or the operator's. */
export interface Database {
  readonly url: string;
  /** For the start-up message; never with the password. */
  readonly description: string;
  close(): Promise<void>;
}

export async function openDatabase({ databaseUrl, home }: Config, logger: Logger): Promise<Database> {
  if (!databaseUrl) return EmbeddedPostgres.open({ home, logger });
  await checkExternal(databaseUrl);
  const { host, pathname } = new URL(databaseUrl);
  return { url: databaseUrl, description: `PostgreSQL at ${host}${pathname}`, close: async () => undefined };
}

async function checkExternal(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'temper' });
  try {
    await client.connect();
  } catch (error) {
    throw new Error(`DATABASE_URL: expected a PostgreSQL that answers; ${(error as Error).message}`, { cause: error });
  }
  try {
    const { rows } = await client.query('SHOW server_version_num');
    const major = Math.floor(Number(rows[0].server_version_num) / 10_000);
    if (major < OLDEST_MAJOR) {
      throw new Error(`DATABASE_URL: expected PostgreSQL ${OLDEST_MAJOR} or newer; found ${major}. Upgrade it.`);
    }
  } finally {
    await client.end();
  }
}
