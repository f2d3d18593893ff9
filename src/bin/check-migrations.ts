import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schemaDrift } from '../platform/database/drift.js';
import { EmbeddedPostgres } from '../platform/database/embedded/embedded-postgres.js';
import { migrate } from '../platform/database/migrations.js';
import { createLogger } from '../platform/logging/logger.js';

/** Fails when the migrations, run on an empty database, do not make what the entities describe; prints the SQL between. */
const home = await mkdtemp(join(tmpdir(), 'temper-migrations-'));
const postgres = await EmbeddedPostgres.open({ home, logger: createLogger('error'), settings: { fsync: 'off' } });
try {
  await migrate(postgres.url);
  const drift = await schemaDrift(postgres.url);
  if (drift.length > 0) {
    console.error(`The migrations do not make what the entities describe. Between them lies:\n\n${drift.join(';\n')};`);
    process.exitCode = 1;
  }
} finally {
  await postgres.close();
  await rm(home, { recursive: true, force: true });
}
