import { readdir } from 'node:fs/promises';
import { createDataSource } from './data-source.js';

type EntityClass = new () => unknown;

/** Root of the compiled tree. */
const ROOT = new URL('../../', import.meta.url);

/** Every entity of the service, found by file name: Nest's modules know theirs only once everything runs. */
async function loadEntities(): Promise<EntityClass[]> {
  const names = (await readdir(ROOT, { recursive: true })).filter((name) => name.endsWith('.entity.js')).sort();
  const modules = await Promise.all(names.map((name) => import(new URL(name, ROOT).href)));
  return modules.flatMap((module) =>
    Object.values(module).filter((value) => typeof value === 'function'),
  ) as EntityClass[];
}

/** The SQL that would make a migrated database what the entities say. Empty, unless a migration was forgotten. */
export async function schemaDrift(migratedUrl: string): Promise<string[]> {
  const source = await createDataSource(migratedUrl, await loadEntities());
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  } finally {
    await source.destroy();
  }
}
