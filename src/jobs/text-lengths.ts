import type { StoredExample } from '../ml/data/example.js';
import { readLines } from '../ml/data/lines.js';
import type { ObjectStore } from '../platform/storage/object-store.js';

/** Of the training split, so much is looked at: little enough for the process that answers requests. */
const SAMPLE_BYTES = 128 * 1024;
const SAMPLE_ROWS = 500;
/** English in pieces of words; other languages and smaller vocabularies take more tokens. */
export const CHARACTERS_PER_TOKEN = 4;

/** Approximate tokens of the first texts of a split's file, special ones included: counted in characters. */
export async function approximateLengths(store: ObjectStore, key: string): Promise<number[]> {
  const { size } = await store.head(key);
  const lengths: number[] = [];
  let longest = 0;
  for await (const lines of readLines(await store.getRange(key, 0, Math.min(size, SAMPLE_BYTES) - 1))) {
    for (const line of lines.slice(0, SAMPLE_ROWS - lengths.length)) {
      longest = Math.max(longest, line.length);
      const row = parse(line);
      if (row) lengths.push(tokensOf(row));
    }
    if (lengths.length === SAMPLE_ROWS) break;
  }
  // A first row beyond the sample's size: that much of it is known to be there.
  return lengths.length > 0 ? lengths : [Math.ceil(longest / CHARACTERS_PER_TOKEN)];
}

/** The range may end within a row. */
function parse(line: string): StoredExample | undefined {
  try {
    return JSON.parse(line) as StoredExample;
  } catch {
    return undefined;
  }
}

function tokensOf({ text, textPair }: StoredExample): number {
  const special = textPair === undefined ? 2 : 3;
  return special + Math.ceil((text.length + (textPair?.length ?? 0)) / CHARACTERS_PER_TOKEN);
}
