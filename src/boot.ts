import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { ensureBootstrapKey } from './platform/auth/bootstrap-key.js';
import { type Config, ConfigError, loadConfig, unknownVariables } from './platform/config/config.js';
import { prepareFolders } from './platform/config/prepare-folders.js';
import { VERSION } from './platform/config/version.js';
import { migrate } from './platform/database/migrations.js';
import { type Database, openDatabase } from './platform/database/open-database.js';
import { createHttpApp } from './platform/http/http-app.js';
import { createLogger } from './platform/logging/logger.js';

/** A process from its start to its end: configuration, database, schema, first key, application, drain. */
export async function boot(): Promise<void> {
  try {
    await start();
  } catch (error) {
    const known = error instanceof ConfigError || error instanceof Error;
    process.stderr.write(`Temper did not start.\n${known ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

async function start(): Promise<void> {
  // Data sets, models and scratch files are for this account alone, wherever the operator's umask would leave them.
  process.umask(0o077);
  const config = loadConfig(process.env);
  const logger = createLogger(config.logLevel);
  for (const name of unknownVariables(process.env)) logger.warn({ variable: name }, 'unknown variable, not used');
  await prepareFolders(config);
  const database = await openDatabase(config, logger);
  try {
    const migrations = await migrate(database.url);
    if (migrations.length > 0) logger.info({ migrations }, 'schema brought up to date');
    if (config.bootstrapKey) await ensureBootstrapKey(database.url, config.bootstrapKey);
    const app = await createHttpApp(AppModule.register({ config, databaseUrl: database.url, logger }), logger);
    await listen(app, config);
    stopOnSignals(app, database, logger);
    // A key of our own making is shown once, so it is made when nothing can go wrong any more before it is shown.
    const adminKey = config.bootstrapKey ? null : await ensureBootstrapKey(database.url, null);
    process.stdout.write(greeting(config, database, app, adminKey));
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Where it cannot listen it is taken down again: with the database gone, what runs in it would only fill the log. */
async function listen(app: NestExpressApplication, { host, port }: Config): Promise<void> {
  await app.init();
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    throw new ConfigError(
      `TEMPER_HOST, TEMPER_PORT: expected an address that can be listened on; found ${host}, port ${port}: ` +
        `${(error as Error).message}.`,
    );
  }
}

function greeting(config: Config, database: Database, app: NestExpressApplication, adminKey: string | null): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const address = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  const lines = [
    `Temper ${VERSION} (${config.roles.join(', ')}) listens on ${address}`,
    `  documentation  ${address}/docs`,
    `  data folder    ${config.home}`,
    `  database       ${database.description}`,
    `  objects        ${config.storage.folder}`,
  ];
  if (adminKey) lines.push(`  admin key      ${adminKey}`, '                 (shown this once: keep it)');
  return `${lines.join('\n')}\n`;
}

/** A Ctrl-C under npm arrives twice, from the terminal and from npm: what comes this soon is the same one. */
const SAME_SIGNAL_MS = 1000;

/** The first signal drains; a second one, from somebody who will not wait, ends the process at once. */
function stopOnSignals(app: NestExpressApplication, database: Database, logger: Logger): void {
  let stoppingSince: number | null = null;
  const stop = async (signal: NodeJS.Signals) => {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince < SAME_SIGNAL_MS) return;
      logger.warn({ signal }, 'second signal: ending at once');
      process.exit(1);
    }
    stoppingSince = performance.now();
    logger.info({ signal }, 'draining');
    try {
      await app.close();
      await database.close();
      logger.info('stopped');
      process.exit(0);
    } catch (error) {
      logger.fatal({ err: error }, 'did not stop cleanly');
      process.exit(1);
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
