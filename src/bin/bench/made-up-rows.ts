import { type FileHandle, open } from 'node:fs/promises';
import type { SchemaElement } from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { Random } from '../../ml/random.js';
import type { IngestFormat } from './ingest-options.js';

const COLUMNS = ['text', 'label', 'sender', 'time'] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

export interface MadeUpFile {
  rows: number;
  /** Bytes of the rows as text: of CSV, or of JSON. */
  rowBytes: number;
}

const LABELS = ['billing', 'delivery', 'praise', 'returns', 'spam'];
const ROWS_OF_A_SENDER = 20;
const BATCH_ROWS = 1000;

/** Writes a file of mails that nobody sent: no two alike, with quotes, delimiters and line breaks in them. */
export async function writeMadeUpRows(
  path: string,
  format: IngestFormat,
  bytes: number,
  characters: number,
): Promise<MadeUpFile> {
  if (format === 'parquet') return writeParquet(path, bytes, characters);
  const file = await open(path, 'w');
  try {
    return await writeText(file, format, bytes, characters);
  } finally {
    await file.close();
  }
}

async function writeText(
  file: FileHandle,
  format: IngestFormat,
  bytes: number,
  characters: number,
): Promise<MadeUpFile> {
  const delimiter = format === 'tsv' ? '\t' : ',';
  const table = format === 'csv' || format === 'tsv';
  if (table) await file.write(`${COLUMNS.join(delimiter)}\n`);
  let [rows, rowBytes] = [0, 0];
  for (const batch of batches(characters)) {
    const lines = batch.map((row) => (table ? tableLine(row, delimiter) : JSON.stringify(row)));
    const text = format === 'json' ? `${rows === 0 ? '[' : ',\n'}${lines.join(',\n')}` : `${lines.join('\n')}\n`;
    rowBytes += (await file.write(text)).bytesWritten;
    rows += batch.length;
    if (rowBytes >= bytes) break;
  }
  if (format === 'json') await file.write(']\n');
  return { rows, rowBytes };
}

async function writeParquet(path: string, bytes: number, characters: number): Promise<MadeUpFile> {
  const schema: SchemaElement[] = [
    { name: 'root', num_children: COLUMNS.length },
    ...COLUMNS.map(
      (name): SchemaElement => ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' }),
    ),
  ];
  const writer = new ParquetWriter({ writer: fileWriter(path), schema });
  let [rows, rowBytes] = [0, 0];
  let held: Row[] = [];
  for (const batch of batches(characters)) {
    held.push(...batch);
    rowBytes += Buffer.byteLength(batch.map((row) => JSON.stringify(row)).join('\n'));
    if (held.length < 50 * BATCH_ROWS && rowBytes < bytes) continue;
    await writer.write({ columnData: COLUMNS.map((name) => ({ name, data: held.map((row) => row[name]) })) });
    rows += held.length;
    held = [];
    if (rowBytes >= bytes) break;
  }
  await writer.finish();
  return { rows, rowBytes };
}

function* batches(characters: number): Generator<Row[]> {
  const random = new Random(1);
  const sentences = Array.from({ length: 500 }, () => sentence(random));
  for (let first = 0; ; first += BATCH_ROWS) {
    yield Array.from({ length: BATCH_ROWS }, (_, i) => row(first + i, characters, sentences, random));
  }
}

function row(index: number, characters: number, sentences: readonly string[], random: Random): Row {
  // From a fifth of the mean to nearly twice as much.
  const length = characters * (0.2 + 1.6 * random.uniform());
  let text = `Mail ${index}.`;
  while (text.length < length)
    text += (random.below(8) === 0 ? '\n' : ' ') + sentences[random.below(sentences.length)]!;
  return {
    text,
    label: LABELS[random.below(LABELS.length)]!,
    sender: `user-${Math.floor(index / ROWS_OF_A_SENDER)}@example.org`,
    time: new Date(1_700_000_000_000 + 60_000 * index).toISOString(),
  };
}

const SYLLABLES = [
  'ba',
  'den',
  'fo',
  'gar',
  'hi',
  'ken',
  'lu',
  'mor',
  'ne',
  'pi',
  'ras',
  'so',
  'tu',
  'ver',
  'wi',
  'zo',
];

function sentence(random: Random): string {
  const words = Array.from({ length: 4 + random.below(12) }, () =>
    Array.from({ length: 1 + random.below(3) }, () => SYLLABLES[random.below(SYLLABLES.length)]!).join(''),
  );
  const said = random.below(10);
  if (said === 0) words[1] = `"${words[1]}"`;
  if (said === 1) words[1] += ' – 🙂';
  return `${words.join(random.below(4) === 0 ? ', ' : ' ')}.`;
}

function tableLine(row: Row, delimiter: string): string {
  return COLUMNS.map((name) => cell(row[name], delimiter)).join(delimiter);
}

function cell(text: string, delimiter: string): string {
  return text.includes('"') || text.includes('\n') || text.includes(delimiter)
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}
