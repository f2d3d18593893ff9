import type { DecodedArray, RowGroup, SchemaTree } from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { InputError } from '../../../input-error.js';
import type { DataLimits } from '../../limits.js';
import { BadRow } from '../bad-row.js';
import type { RawRow } from '../raw-row.js';
import type { SourceFile } from '../source-file.js';
import { brokenParquet, expandsTooFar, type ParquetFooter } from './footer.js';
import { LeafColumn } from './leaf-column.js';
import { PARSERS, plainValue } from './plain-value.js';

/** Rows of a batch; fewer where they are long, for a few words of a dictionary may stand for gigabytes. */
const BATCH_ROWS = 1000;
const BATCH_CHARACTERS = 4 * 1024 * 1024;

/**
 * The rows of a Parquet file, row group by row group and within it page by page. Rows are numbered from 1. What can't be
 * decoded fails the file: there is no telling where its rows are.
 */
export async function* readParquet(
  file: SourceFile,
  { groups, schema, names }: ParquetFooter,
  limits: DataLimits,
): AsyncGenerator<RawRow[]> {
  let line = 1;
  let characters = 0;
  for (const [index, group] of groups.entries()) {
    const columns = openColumns(file, group, schema, index);
    for await (const values of readGroup(columns, Number(group.num_rows), index)) {
      let rows: RawRow[] = [];
      let held = 0;
      for (let at = 0; at < values[0]!.length; at++) {
        const row = toRow(values, at, columns, names, line++);
        rows.push(row);
        held += length(row);
        if (held < BATCH_CHARACTERS && at < values[0]!.length - 1) continue;
        characters += held;
        if (characters > limits.expandedBytes) throw expandsTooFar(limits);
        yield rows;
        [rows, held] = [[], 0];
      }
    }
  }
}

interface Column {
  node: SchemaTree;
  leaves: LeafColumn[];
}

function openColumns(file: SourceFile, group: RowGroup, schema: SchemaTree, index: number): Column[] {
  try {
    const leaves = group.columns.map((chunk) => new LeafColumn(file, chunk, schema, PARSERS));
    return schema.children.map((node) => {
      const own = leaves.filter(({ column }) => column === node.element.name);
      if (own.length === 0) throw new Error(`it lacks the column ${JSON.stringify(node.element.name)}`);
      return { node, leaves: own };
    });
  } catch (error) {
    throw brokenParquet(`row group ${index + 1}`, (error as Error).message);
  }
}

/** The values of some rows at a time: for each column an array of them. */
async function* readGroup(columns: readonly Column[], rows: number, index: number): AsyncGenerator<DecodedArray[]> {
  const leaves = columns.flatMap((column) => column.leaves);
  for (let left = rows; left > 0; ) {
    for (const leaf of leaves) await leaf.fill().catch(failure(leaf.path, index));
    const count = Math.min(left, BATCH_ROWS, ...leaves.map((leaf) => leaf.available));
    if (count === 0) throw brokenParquet(`row group ${index + 1}`, `its columns end ${left} rows before it does`);
    yield columns.map((column) => {
      try {
        return take(column, count);
      } catch (error) {
        throw failure(column.node.path[0]!, index)(error);
      }
    });
    left -= count;
  }
}

/** Puts a column of lists or objects together from its leaves. */
function take({ node, leaves }: Column, count: number): DecodedArray {
  if (node.children.length === 0) return leaves[0]!.take(count);
  const parts = new Map(leaves.map((leaf) => [leaf.path, leaf.take(count)]));
  assembleNested(parts, node, PARSERS);
  return parts.get(node.path.join('.'))!;
}

/** Where reading failed. What is no fault of the file, such as a disk's, stays what it is. */
function failure(path: string, index: number): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Error) || error instanceof InputError || 'syscall' in error || error.name === 'AbortError') {
      throw error;
    }
    throw brokenParquet(`the column ${JSON.stringify(path)} of row group ${index + 1}`, error.message);
  };
}

function toRow(
  columns: readonly DecodedArray[],
  at: number,
  nodes: readonly Column[],
  names: readonly string[],
  line: number,
): RawRow {
  try {
    return { line, names, values: columns.map((values, i) => plainValue(values[at], nodes[i]!.node, names[i]!)) };
  } catch (error) {
    if (error instanceof BadRow) return { line, problem: error.message };
    throw error;
  }
}

/** About how many characters a row has. */
function length(row: RawRow): number {
  return 'problem' in row ? 0 : row.values.reduce<number>((sum, value) => sum + sizeOf(value), 0);
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value === null || typeof value !== 'object') return 8;
  return Object.values(value).reduce<number>((sum, inner) => sum + sizeOf(inner), 8);
}
