import { readFileSync } from 'node:fs';
import { TokenLengths } from '../../../../src/ml/data/token-lengths.js';
import { Tokenizer } from '../../../../src/ml/tokenizers/tokenizer.js';

const file = (name: string) => readFileSync(`base-models/mini-en/${name}`, 'utf8');
const tokenizer = Tokenizer.fromFiles(file('tokenizer.json'), file('tokenizer_config.json'));
const line = (words: number) => JSON.stringify({ text: 'the '.repeat(words) });

describe('lengths in tokens', () => {
  it('count special tokens and truncate nothing', () => {
    const lengths = new TokenLengths(tokenizer, 100);
    for (let words = 1; words <= 99; words++) lengths.add(line(words));
    lengths.add(line(5_000));
    expect(lengths.summary()).toEqual({ p50: 52, p95: 97, max: 5_002, rows: 100 });
  });

  it('are taken from a sample of many rows', () => {
    const lengths = new TokenLengths(tokenizer, 25_000);
    for (let row = 0; row < 25_000; row++) lengths.add(line(1));
    expect(lengths.summary()).toEqual({ p50: 3, p95: 3, max: 3, rows: 8_334 });
  });
});
