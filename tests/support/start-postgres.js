import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { EmbeddedPostgres } from '../../dist/platform/database/embedded/embedded-postgres.js';
import { migrate } from '../../dist/platform/database/migrations.js';
import { createLogger } from '../../dist/platform/logging/logger.js';

/** Nothing here has to survive a power cut. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** One PostgreSQL for the whole run, with a migrated database that `createTestDatabase` clones for each test file. */
export default async function startPostgres() {
  const home = await mkdtemp(join(tmpdir(), 'temper-tests-'));
  const postgres = await EmbeddedPostgres.open({ home, logger: createLogger('error'), settings: SETTINGS });
  globalThis.temperTestPostgres = { postgres, home };
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query('CREATE DATABASE template_migrated');
  await admin.end();
  const template = new URL(postgres.url);
  template.pathname = '/template_migrated';
  await migrate(template.href);
  // Jest's workers inherit the environment as it is now.
  process.env.TEMPER_TESTS_POSTGRES = postgres.url;
  process.env.NODE_COMPILE_CACHE ??= join(home, 'compile-cache');
}
