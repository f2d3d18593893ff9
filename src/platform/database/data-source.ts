import { DataSource, type DataSourceOptions } from 'typeorm';
import { SnakeNaming } from './naming.js';

/** Entity classes, or none where Nest's modules bring their own. */
type Entities = NonNullable<DataSourceOptions['entities']>;

export const POOL_SIZE = 20;

export function dataSourceOptions(url: string, entities: Entities = []): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities,
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    migrationsTableName: 'migrations',
    poolSize: POOL_SIZE,
    applicationName: 'temper',
    connectTimeoutMS: 10_000,
  };
}

/** A data source outside Nest: migrations, checks, tests. */
export function createDataSource(url: string, entities: Entities = []): Promise<DataSource> {
  return new DataSource(dataSourceOptions(url, entities)).initialize();
}
