import { json } from 'node:stream/consumers';
import { reportKey, splitKey } from '../datasets/dataset-keys.js';
import type { DatasetVersionEntity } from '../datasets/dataset-version.entity.js';
import type { DatasetTask, StoredExample } from '../ml/data/example.js';
import { readLines } from '../ml/data/lines.js';
import type { DatasetReport } from '../ml/data/report.js';
import { rowsOfTask } from '../ml/data/task-rows.js';
import type { ObjectStore } from '../platform/storage/object-store.js';

/** Of the training split, so much is looked at: little enough for the process that answers requests. */
const SAMPLE_BYTES = 128 * 1024;
const SAMPLE_ROWS = 500;
/** English in pieces of words, where nothing was measured. */
const USUAL_CHARACTERS_PER_TOKEN = 4;
/** What encloses a text. */
const SPECIAL_TOKENS = 2;

export interface TextLengths {
  /** Approximate tokens of some training texts, special ones included. */
  tokens: number[];
  charactersPerToken: number;
  /** Whether that is what the data set's report measured, with the tokenizer that ships. */
  measured: boolean;
}

/** How long the first training texts are, counted in characters and told in tokens: nothing is tokenised. */
export async function textLengths(
  store: ObjectStore,
  version: DatasetVersionEntity,
  task: DatasetTask,
): Promise<TextLengths> {
  const characters = await sampleCharacters(store, splitKey(version, 'train'), task);
  const report = (await json(await store.get(reportKey(version)))) as DatasetReport;
  const usual = characters.toSorted((a, b) => a - b)[Math.floor(characters.length / 2)]!;
  const charactersPerToken = report.tokens
    ? usual / Math.max(1, report.tokens.p50 - SPECIAL_TOKENS)
    : USUAL_CHARACTERS_PER_TOKEN;
  return {
    tokens: characters.map((count) => SPECIAL_TOKENS + Math.ceil(count / charactersPerToken)),
    charactersPerToken,
    measured: report.tokens !== null,
  };
}

async function sampleCharacters(store: ObjectStore, key: string, task: DatasetTask): Promise<number[]> {
  const { size } = await store.head(key);
  const counts: number[] = [];
  for await (const lines of readLines(await store.getRange(key, 0, Math.min(size, SAMPLE_BYTES) - 1))) {
    for (const line of lines.slice(0, SAMPLE_ROWS - counts.length)) counts.push(charactersOf(line, task));
    if (counts.length === SAMPLE_ROWS) break;
  }
  return counts;
}

/** The range may end within a row: what there is of it counts. */
function charactersOf(line: string, task: DatasetTask): number {
  try {
    const texts = rowsOfTask(task).textsOf(JSON.parse(line) as StoredExample);
    return texts.reduce<number>((sum, text) => sum + (text?.length ?? 0), 0);
  } catch {
    return line.length;
  }
}
