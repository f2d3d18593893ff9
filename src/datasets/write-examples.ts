import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DatasetTask, Example } from '../ml/data/example.js';
import { DATA_LIMITS } from '../ml/data/limits.js';
import { BadRow } from '../ml/data/reading/bad-row.js';
import { RowReader } from '../ml/data/reading/row-reader.js';
import { fieldsOf } from '../ml/data/task-rows.js';

export interface WrittenExamples {
  /** SHA-256 of the file. */
  sha256: string;
  taken: number;
  /** Records that are no whole example, such as predictions on a blank text. */
  leftOut: number;
}

/**
 * Writes examples as JSON Lines. Nobody can correct a record of ours as they would a line of their file, so what a version
 * could not take is left out and counted here, by the rules that its rows are read by.
 */
export async function writeExamples(
  examples: AsyncIterable<Example>,
  task: DatasetTask,
  path: string,
): Promise<WrittenExamples> {
  const fields = Object.fromEntries(fieldsOf(task).map((field) => [field, field]));
  const reader = new RowReader(task, fields, DATA_LIMITS, 'json');
  const hash = createHash('sha256');
  let taken = 0;
  let leftOut = 0;
  async function* lines() {
    for await (const example of examples) {
      if (!isWhole(example, reader)) {
        leftOut++;
        continue;
      }
      taken++;
      const line = `${JSON.stringify(example)}\n`;
      hash.update(line);
      yield line;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return { sha256: hash.digest('hex'), taken, leftOut };
}

function isWhole(example: Example, reader: RowReader): boolean {
  try {
    reader.read(Object.keys(example), Object.values(example));
    return true;
  } catch (error) {
    if (error instanceof BadRow) return false;
    throw error;
  }
}
