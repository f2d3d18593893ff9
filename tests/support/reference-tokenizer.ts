import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from '../../src/ml/tokenizers/tokenizer.js';

const FOLDER = join(import.meta.dirname, '../reference/tokenizers');

/** A small tokenizer as Hugging Face's library trained it, with a configuration that differs. */
export function referenceTokenizer(name: string, changes: object = {}): Tokenizer {
  const { tokenizer, config } = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
  return Tokenizer.fromFiles(JSON.stringify(tokenizer), JSON.stringify({ ...config, ...changes }));
}
