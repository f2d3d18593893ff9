import { readFileSync } from 'node:fs';
import type { DatasetTask } from '../../../../src/ml/data/example.js';
import { histogramOf, TokenLengths } from '../../../../src/ml/data/token-lengths.js';
import { Tokenizer } from '../../../../src/ml/tokenizers/tokenizer.js';

const file = (name: string) => readFileSync(`base-models/mini-en/${name}`, 'utf8');
const tokenizer = Tokenizer.fromFiles(file('tokenizer.json'), file('tokenizer_config.json'));
const line = (words: number) => JSON.stringify({ text: 'the '.repeat(words) });

describe('lengths in tokens', () => {
  it('count special tokens and truncate nothing', () => {
    const lengths = new TokenLengths('text', tokenizer, 100);
    for (let words = 1; words <= 99; words++) lengths.add(() => line(words));
    lengths.add(() => line(5_000));
    expect(lengths.summary()).toMatchObject({ p50: 52, p95: 97, max: 5_002, rows: 100 });
  });

  it('are taken from a sample of many rows', () => {
    const lengths = new TokenLengths('text', tokenizer, 25_000);
    for (let row = 0; row < 25_000; row++) lengths.add(() => line(1));
    expect(lengths.summary()).toMatchObject({ p50: 3, p95: 3, max: 3, rows: 8_334 });
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

  it('are spread over bins of one round width, giants apart', () => {
    const bins = histogramOf([...Array.from({ length: 300 }, (_, i) => 1 + (i % 100)), 9_000]);
    expect(bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(301);
    expect(bins.slice(0, 2)).toEqual([
      { from: 0, to: 4, rows: 12 },
      { from: 5, to: 9, rows: 15 },
    ]);
    expect(bins.at(-1)).toEqual({ from: 105, to: null, rows: 1 });
    expect(histogramOf([])).toEqual([]);
    expect(histogramOf([3])).toEqual([0, 1, 2, 3].map((at) => ({ from: at, to: at, rows: at === 3 ? 1 : 0 })));
  });
});
