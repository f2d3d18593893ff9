import { InputError } from '../../input-error.js';
import type { DataFormat } from '../options.js';

const FORMAT_NAMES: Record<DataFormat, string> = {
  csv: 'CSV',
  tsv: 'TSV',
  jsonl: 'JSON Lines',
  json: 'a JSON array',
  parquet: 'Parquet',
};

const ENDINGS: Record<string, DataFormat> = {
  csv: 'csv',
  tsv: 'tsv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  parquet: 'parquet',
};

/**
 * What the file is, held against what its name and the options say it is. Text says by its beginning what it may be;
 * a file named `.json` may be JSON Lines, since many are.
 *
 * @param beginning of the text; null where it is Parquet
 * @throws InputError where the two differ
 */
export function chooseFormat(beginning: string | null, told: DataFormat | null, fileName: string | null): DataFormat {
  const found = beginning === null ? 'parquet' : looksLikeFormat(beginning);
  const ending = /\.(\w+?)(\.gz)?$/i.exec(fileName ?? '')?.[1]?.toLowerCase() ?? '';
  const said = told ?? (Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending]! : null);
  if (said === null) return found;
  if (family(said) === family(found) && !(told && family(told) === 'json' && told !== found)) {
    return family(said) === 'table' ? said : found;
  }
  throw new InputError(
    'wrong-format',
    `Expected ${FORMAT_NAMES[said]}, as ${told ? 'options.format' : 'its name'} says; the file looks like ${FORMAT_NAMES[found]}. ` +
      (told ? 'Leave options.format out, or send the right file.' : 'Rename it, or send the right file.'),
  );
}

function looksLikeFormat(beginning: string): DataFormat {
  const start = beginning.trimStart();
  if (start.startsWith('[')) return 'json';
  return start.startsWith('{') ? 'jsonl' : 'csv';
}

/** What can be told from the beginning: a table by its delimiter is either, and so is JSON by its name. */
function family(format: DataFormat): 'table' | 'json' | 'parquet' {
  if (isTable(format)) return 'table';
  return format === 'parquet' ? 'parquet' : 'json';
}

/** Whether it is a table of text. */
export function isTable(format: DataFormat): boolean {
  return format === 'csv' || format === 'tsv';
}
