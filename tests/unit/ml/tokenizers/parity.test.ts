// Compares with Hugging Face tokenizers, whose answers tests/reference/tokenizer_parity.py wrote down.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Tokenizer } from '../../../../src/ml/tokenizers/tokenizer.js';

interface Expected {
  text: string;
  pair?: string | null;
  maxLength?: number;
  ids: number[];
  types: number[];
}
interface Reference {
  tokenizer?: object;
  config?: object;
  single: Expected[];
  pairs: Expected[];
  truncated: Expected[];
}

const ROOT = join(import.meta.dirname, '../../../..');
const WHOLE = 10_000;

describe.each([
  'mini-en',
  'wordpiece-uncased',
  'wordpiece-cased',
  'byte-level-gpt2',
  'byte-level-roberta',
  'unigram-xlmr',
])('the tokenizer %s', (name) => {
  const reference = JSON.parse(
    readFileSync(join(ROOT, 'tests/reference/tokenizers', `${name}.json`), 'utf8'),
  ) as Reference;
  const tokenizer = load(name, reference);

  it.each(reference.single)('encodes $text as the reference does', ({ text, ids, types }) => {
    const encoding = tokenizer.encode(text, undefined, { maxLength: WHOLE });
    expect(encoding).toEqual({ inputIds: ids, tokenTypeIds: types, truncated: false });
  });

  it.each(reference.pairs)('encodes the pair $text + $pair as the reference does', ({ text, pair, ids, types }) => {
    const encoding = tokenizer.encode(text, pair!, { maxLength: WHOLE });
    expect(encoding).toEqual({ inputIds: ids, tokenTypeIds: types, truncated: false });
  });

  it.each(reference.truncated)(
    'truncates $text + $pair to $maxLength alike',
    ({ text, pair, maxLength, ids, types }) => {
      const encoding = tokenizer.encode(text, pair ?? undefined, { maxLength: maxLength! });
      const whole = tokenizer.encode(text, pair ?? undefined, { maxLength: WHOLE });
      expect(encoding).toEqual({
        inputIds: ids,
        tokenTypeIds: types,
        truncated: whole.inputIds.length > maxLength!,
      });
    },
  );
});

function load(name: string, reference: Reference): Tokenizer {
  if (reference.tokenizer) {
    return Tokenizer.fromFiles(JSON.stringify(reference.tokenizer), JSON.stringify(reference.config));
  }
  const read = (file: string) => readFileSync(join(ROOT, 'base-models', name, file), 'utf8');
  return Tokenizer.fromFiles(read('tokenizer.json'), read('tokenizer_config.json'));
}
