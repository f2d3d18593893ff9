import { InputError } from '../../ml/input-error.js';

/** Names of a table, as an option lists them. @throws InputError where one is none of the table's. */
export function chosenNames(option: string, names: string, table: object): string[] {
  const list = names.split(',');
  const unknown = list.find((name) => !Object.hasOwn(table, name));
  if (unknown === undefined) return list;
  const known = Object.keys(table).join(', ');
  throw new InputError('unknown-name', `--${option} has ${JSON.stringify(unknown)}; it takes ${known}.`);
}
