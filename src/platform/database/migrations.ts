import { readdir } from 'node:fs/promises';
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { dataSourceOptions } from './data-source.js';

type MigrationClass = new () => MigrationInterface;

/** Any number nobody else locks: the first eight letters of the name, as PostgreSQL's bigint. */
const MIGRATION_LOCK = Buffer.from('temper\0m').readBigInt64BE();

/** The build puts the compiled top-level `migrations` folder beside this tree. */
const FOLDER = new URL('../../migrations/', import.meta.url);

async function loadMigrations(): Promise<MigrationClass[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.js')).sort();
  const modules = await Promise.all(names.map((name) => import(new URL(name, FOLDER).href)));
  return modules.flatMap((module) => Object.values(module) as MigrationClass[]);
}

/**
 * Brings the schema up to date and answers with what it ran. Processes that start together take turns: the lock lives in
 * a connection of its own, so a process that dies half way holds up nobody.
 */
export async function migrate(url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url, application_name: 'temper migrations' });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const source = new DataSource({ ...dataSourceOptions(url), migrations: await loadMigrations() });
    await source.initialize();
    try {
      const ran = await source.runMigrations({ transaction: 'each' });
      return ran.map((migration) => migration.name);
    } finally {
      await source.destroy();
    }
  } finally {
    await lock.end();
  }
}
