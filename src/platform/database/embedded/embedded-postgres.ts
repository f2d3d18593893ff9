import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { preparePostgres } from './binaries.js';
import { Cluster, DATABASE, newPassword, type Postmaster, SUPERUSER } from './cluster.js';
import { databaseIdentity } from './identity.js';
import { type Location, locateDatabase } from './location.js';

/** Held by the one process that owns a data folder, for as long as its connection lives: a crash lets go of it. */
const OWNER_LOCK = Buffer.from('temper\0o').readBigInt64BE();
const START_ATTEMPTS = 5;
const START_PAUSE_MS = 1000;
const READY_ATTEMPTS = 100;
const READY_PAUSE_MS = 200;

export interface EmbeddedOptions {
  readonly home: string;
  readonly logger: Logger;
  /** PostgreSQL's own settings; tests turn `fsync` off. */
  readonly settings?: Readonly<Record<string, string>>;
}

export class HomeInUse extends Error {
  override readonly name = 'HomeInUse';

  constructor(home: string, owner: string) {
    super(
      `${home} is in use by ${owner}. Stop that one first, or give this one a TEMPER_HOME of its own; ` +
        'for several processes on the same data set DATABASE_URL for all of them.',
    );
  }
}

/**
 * The PostgreSQL that comes with the packages, owned by this process: started, or taken over from one that crashed,
 * watched, and stopped at the end.
 */
export class EmbeddedPostgres {
  private owner: pg.Client | null = null;
  private closing = false;

  private constructor(
    private readonly cluster: Cluster,
    private readonly location: Location,
    private readonly password: string,
    private readonly options: EmbeddedOptions,
    private postmaster: Postmaster,
  ) {}

  static async open(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
    const identity = await databaseIdentity();
    const location = await locateDatabase(options.home, identity);
    const binaries = await preparePostgres(location.folder, identity);
    const cluster = new Cluster(location.folder, binaries, identity, options.settings ?? {});
    const password = await passwordIn(join(options.home, 'postgres-password'));
    await cluster.ensureMade(password);
    const postmaster = await startOrJoin(cluster);
    const embedded = new EmbeddedPostgres(cluster, location, password, options, postmaster);
    await embedded.takeOwnership();
    await embedded.ensureDatabase();
    return embedded;
  }

  get url(): string {
    return this.urlOf(DATABASE);
  }

  /** For the start-up message. */
  get description(): string {
    const { folder, closedFolder } = this.location;
    const why = closedFolder
      ? ` (not under TEMPER_HOME: ${closedFolder} is closed to the unprivileged account that PostgreSQL runs as when root starts it)`
      : '';
    return `embedded PostgreSQL in ${folder}${why}`;
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.owner?.end().catch(() => undefined);
    await this.cluster.stop();
  }

  private urlOf(database: string): string {
    return `postgres://${SUPERUSER}:${this.password}@127.0.0.1:${this.postmaster.port}/${database}`;
  }

  /** The lock's connection is also the watch: when it breaks while we run, the server has died. */
  private async takeOwnership(): Promise<void> {
    const client = await this.connect();
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS taken', [OWNER_LOCK]);
    if (!rows[0].taken) {
      const owner = await ownerName(client);
      await client.end();
      throw new HomeInUse(this.options.home, owner);
    }
    client.on('error', () => undefined);
    client.once('end', () => void this.revive());
    this.owner = client;
  }

  private async connect(): Promise<pg.Client> {
    const connect = async () => {
      const client = new pg.Client({
        connectionString: this.urlOf('postgres'),
        application_name: `temper owner ${process.pid}`,
        keepAlive: true,
      });
      await client.connect();
      return client;
    };
    return until('PostgreSQL to accept connections', () => connect().catch(orStarting));
  }

  /** Starts a server that died under us again, on the same port: pools reconnect by themselves. */
  private async revive(): Promise<void> {
    if (this.closing) return;
    const { logger } = this.options;
    logger.error({ log: this.cluster.logFile }, 'the embedded PostgreSQL ended; starting it again');
    try {
      await this.cluster.stop('immediate');
      this.postmaster = await startOrJoin(this.cluster, this.postmaster.port);
      await this.takeOwnership();
      logger.warn('the embedded PostgreSQL is back');
    } catch (error) {
      logger.fatal({ err: error }, 'the embedded PostgreSQL cannot be started again');
      process.kill(process.pid, 'SIGTERM');
    }
  }

  private async ensureDatabase(): Promise<void> {
    const { rows } = await this.owner!.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rows.length === 0) await this.owner!.query(`CREATE DATABASE ${DATABASE}`);
  }
}

/**
 * A server that a crashed process left behind is taken over as it is. A start can fail for a moment: against a process
 * that starts with us, or while the children of a server that was killed are still ending.
 */
async function startOrJoin(cluster: Cluster, port?: number): Promise<Postmaster> {
  for (let tries = 1; ; tries++) {
    try {
      return (await cluster.running()) ?? (await cluster.start(port));
    } catch (error) {
      if (tries === START_ATTEMPTS) throw error;
      await delay(START_PAUSE_MS);
    }
  }
}

async function passwordIn(path: string): Promise<string> {
  await writeFile(path, newPassword(), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return readFile(path, 'utf8');
}

async function ownerName(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND a.application_name LIKE 'temper owner %'`,
  );
  const pid = /\d+$/.exec(rows[0]?.application_name ?? '')?.[0];
  return pid ? `another Temper process (pid ${pid})` : 'another Temper process';
}

/** null for what passes while a server starts or recovers; anything else is thrown. */
function orStarting(error: NodeJS.ErrnoException): null {
  if (error.code === '57P03' || error.code === 'ECONNREFUSED') return null;
  throw error;
}

async function until<T>(what: string, attempt: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < READY_ATTEMPTS; tries++) {
    const result = await attempt();
    if (result !== null) return result;
    await delay(READY_PAUSE_MS);
  }
  throw new Error(`Waited ${(READY_ATTEMPTS * READY_PAUSE_MS) / 1000} s for ${what}`);
}
