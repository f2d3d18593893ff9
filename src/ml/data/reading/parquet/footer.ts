import { type FileMetaData, parquetMetadata, parquetSchema, type SchemaTree } from 'hyparquet';
import { InputError } from '../../../input-error.js';
import type { DataLimits } from '../../limits.js';
import type { SourceFile } from '../source-file.js';
import { CODEC_NAMES } from './codecs.js';

export interface ParquetFooter {
  groups: FileMetaData['row_groups'];
  schema: SchemaTree;
  /** Of the columns, in the file's order. */
  names: readonly string[];
}

/** The file ends with the footer, its length in four bytes, and the magic. */
const TAIL_BYTES = 8;
const MAX_FOOTER_BYTES = 64 * 1024 * 1024;
const MAGIC = 'PAR1';
const ENCRYPTED_MAGIC = 'PARE';

/** Reads what the file says of itself, and refuses what could not be read further on, by name. */
export async function readFooter(file: SourceFile, limits: DataLimits): Promise<ParquetFooter> {
  const metadata = await readMetadata(file);
  const columns = metadata.row_groups.flatMap((group) => group.columns);
  const encrypted = 'encryption_algorithm' in metadata && metadata.encryption_algorithm !== undefined;
  if (encrypted || columns.some((column) => column.crypto_metadata || !column.meta_data)) throw isEncrypted();
  const uncompressed = columns.reduce((sum, { meta_data }) => sum + Number(meta_data!.total_uncompressed_size), 0);
  if (uncompressed > limits.expandedBytes) throw expandsTooFar(limits);
  for (const { meta_data } of columns) {
    if (CODEC_NAMES.has(meta_data!.codec)) continue;
    throw new InputError(
      'unknown-codec',
      `Expected pages that are compressed with ${[...CODEC_NAMES].slice(1).join(', ')}, or not at all; those of the column ` +
        `${JSON.stringify(meta_data!.path_in_schema.join('.'))} are compressed with ${meta_data!.codec ?? 'something that is not known'}. ` +
        'Write the file with one of these.',
    );
  }
  const schema = parsed(() => parquetSchema(metadata));
  return { groups: metadata.row_groups, schema, names: checkColumns(schema, limits) };
}

export function expandsTooFar({ expandedBytes }: DataLimits): InputError {
  return new InputError(
    'expands-too-far',
    `The Parquet file holds more than ${expandedBytes} bytes of rows. Split it.`,
  );
}

/** @param where what could not be read */
export function brokenParquet(where: string, problem: string): InputError {
  return new InputError(
    'broken-parquet',
    `The Parquet file is broken or cut short: ${where} can't be read (${problem}). Write and send it again.`,
  );
}

async function readMetadata(file: SourceFile): Promise<FileMetaData> {
  if (file.byteLength < MAGIC.length + TAIL_BYTES) throw brokenParquet('its end', `it has ${file.byteLength} bytes`);
  const tail = Buffer.from(await file.slice(file.byteLength - TAIL_BYTES, file.byteLength));
  const magic = tail.toString('latin1', 4);
  if (magic === ENCRYPTED_MAGIC) throw isEncrypted();
  if (magic !== MAGIC) throw brokenParquet('its end', `it should be ${MAGIC}`);
  const length = tail.readUInt32LE(0);
  if (length > Math.min(MAX_FOOTER_BYTES, file.byteLength - TAIL_BYTES)) {
    throw brokenParquet('its footer', `it says that it is ${length} bytes long`);
  }
  const footer = await file.slice(file.byteLength - TAIL_BYTES - length, file.byteLength);
  return parsed(() => parquetMetadata(footer, { geoparquet: false }));
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw brokenParquet('its footer', (error as Error).message);
  }
}

export function isEncrypted(): InputError {
  return new InputError(
    'encrypted-parquet',
    'The Parquet file is encrypted, and there is no key for it here. Write it without encryption.',
  );
}

function checkColumns({ children }: SchemaTree, limits: DataLimits): string[] {
  const names = children.map(({ element }) => element.name);
  const leaves = children.reduce((sum, child) => sum + countLeaves(child), 0);
  if (leaves > limits.columns) {
    throw new InputError('too-many-columns', `The file has ${leaves} columns; at most ${limits.columns} are read.`);
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new InputError('duplicate-column', `The file has two columns ${JSON.stringify(twice)}. Rename one.`);
  }
  return names;
}

function countLeaves({ children }: SchemaTree): number {
  return children.length === 0 ? 1 : children.reduce((sum, child) => sum + countLeaves(child), 0);
}
