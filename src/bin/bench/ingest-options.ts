/** What `npm run bench:ingest` takes: a file of made-up rows of some size, sent to a service of its own. */
import { z } from 'zod';
import { checkOptions, readArguments } from './command-line.js';

export const INGEST_FORMATS = ['csv', 'tsv', 'jsonl', 'json', 'parquet'] as const;
export type IngestFormat = (typeof INGEST_FORMATS)[number];

export const INGEST_USAGE = `npm run bench:ingest -- [options]
  --megabytes N        of rows, as they are written in text; 1000 by default
  --format NAMES       of ${INGEST_FORMATS.join(', ')}, with commas between them; csv by default
  --options JSON       the version's options, as they are uploaded with a file; {} by default
  --characters N       of a text, on average; 600 by default
  --rounds N           versions of a format, made one after another; 1 by default
  --work DIR           where the file and the service's data go, and are removed again; the system's folder by default`;

const whole = z.coerce.number().int().positive();

const IngestOptions = z.object({
  megabytes: whole,
  format: z
    .string()
    .transform((names) => names.split(','))
    .pipe(z.array(z.enum(INGEST_FORMATS))),
  options: z.string().refine(isObject, 'Expected an object in JSON.'),
  characters: whole.min(20).max(100_000),
  rounds: whole,
  work: z.string().optional(),
});
export type IngestOptions = z.infer<typeof IngestOptions>;

const ARGUMENTS = {
  options: {
    megabytes: { type: 'string', default: '1000' },
    format: { type: 'string', default: 'csv' },
    options: { type: 'string', default: '{}' },
    characters: { type: 'string', default: '600' },
    rounds: { type: 'string', default: '1' },
    work: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
} as const;

/** @throws InputError saying which option is wrong. */
export function parseIngestOptions(argv: readonly string[]): IngestOptions | 'help' {
  const { values } = readArguments({ ...ARGUMENTS, args: [...argv] }, INGEST_USAGE);
  if (values.help) return 'help';
  return checkOptions(IngestOptions, values, INGEST_USAGE);
}

function isObject(text: string): boolean {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
