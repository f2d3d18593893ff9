import { type Example, FIELDS, type Field, type Split } from '../example.js';
import { ID_LENGTH } from '../keys.js';

/** Each kept field with its key as a line has it. */
const KEYS = FIELDS.filter((field) => field !== 'split').map((field) => [field, `,"${field}":`] as const);
const ID = '{"id":"';
/** Where in a line the id of a row ends that no other came before. */
export const END_OF_ID = ID.length + ID_LENGTH;

/** One line of JSON, its fields always in the same order: a version's digest is made from these bytes. */
export function canonicalLine(id: string, example: Example): string {
  const fields: Partial<Record<Field, unknown>> = example;
  let line = `${ID}${id}"`;
  for (const [field, key] of KEYS) {
    if (fields[field] !== undefined) line += key + JSON.stringify(fields[field]);
  }
  return `${line}}`;
}

/** What a row's line ends with in its split's file, in place of its last brace. */
export function lineEnding(split: Split): string {
  return `,"split":"${split}"}\n`;
}
