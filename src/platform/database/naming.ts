import { DefaultNamingStrategy, type Table } from 'typeorm';

const snake = (name: string) => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
const tableName = (table: Table | string) => (typeof table === 'string' ? table : table.name).split('.').pop()!;
const joined = (prefix: string, table: Table | string, columns: string[]) =>
  [prefix, tableName(table), ...columns.map((column) => snake(column.replaceAll('.', '_')))].join('_');

/**
 * Columns in snake_case, and constraints with names one can read (`fk_jobs_task_id`), where TypeORM's own are hashes:
 * they are written by hand in migrations, and PostgreSQL shows them in its errors.
 */
export class SnakeNaming extends DefaultNamingStrategy {
  override tableName(className: string, customName: string | undefined): string {
    return customName ?? snake(className);
  }

  override columnName(property: string, customName: string | undefined, prefixes: string[]): string {
    return snake([...prefixes, customName ?? property].join('_'));
  }

  override relationName(property: string): string {
    return snake(property);
  }

  override joinColumnName(relation: string, referenced: string): string {
    return snake(`${relation}_${referenced}`);
  }

  override primaryKeyName(table: Table | string): string {
    return joined('pk', table, []);
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return joined('uq', table, columns);
  }

  override relationConstraintName(table: Table | string, columns: string[]): string {
    return joined('rel', table, columns);
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return joined('fk', table, columns);
  }

  override indexName(table: Table | string, columns: string[]): string {
    return joined('ix', table, columns);
  }
}
