import { readFileSync } from 'node:fs';
import type { DatasetTask } from '../../../../src/ml/data/example.js';
import { TokenLengths } from '../../../../src/ml/data/token-lengths.js';
import { Tokenizer } from '../../../../src/ml/tokenizers/tokenizer.js';

const file = (name: string) => readFileSync(`base-models/mini-en/${name}`, 'utf8');
const tokenizer = Tokenizer.fromFiles(file('tokenizer.json'), file('tokenizer_config.json'));
const line = (words: number) => JSON.stringify({ text: 'the '.repeat(words) });

describe('lengths in tokens', () => {
  it('count special tokens and truncate nothing', () => {
    const lengths = new TokenLengths('text', tokenizer, 100);
    for (let words = 1; words <= 99; words++) lengths.add(() => line(words));
    lengths.add(() => line(5_000));
    expect(lengths.summary()).toEqual({ p50: 52, p95: 97, max: 5_002, rows: 100 });
  });

  it('are taken from a sample of many rows', () => {
    const lengths = new TokenLengths('text', tokenizer, 25_000);
    for (let row = 0; row < 25_000; row++) lengths.add(() => line(1));
    expect(lengths.summary()).toEqual({ p50: 3, p95: 3, max: 3, rows: 8_334 });
  });

  it('are of all that a row says', () => {
    const said = 'the '.repeat(10);
    const messages = [
      { role: 'user', content: said },
      { role: 'assistant', content: said },
    ];
    const longest = (task: DatasetTask, row: object) => {
      const lengths = new TokenLengths(task, tokenizer, 1);
      lengths.add(() => JSON.stringify(row));
      return lengths.summary().max;
    };
    expect(longest('token-classification', { text: said, spans: [] })).toBe(12);
    expect(longest('text-classification', { text: said, textPair: said, label: 'a' })).toBe(23);
    expect(longest('text-generation', { prompt: said, completion: said })).toBe(23);
    expect(longest('chat', { messages })).toBe(22);
  });
});
