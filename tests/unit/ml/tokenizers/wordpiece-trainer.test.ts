import { WordPieceEncoder } from '../../../../src/ml/tokenizers/wordpiece-encoder.js';
import type { WordPieceTraining } from '../../../../src/ml/tokenizers/wordpiece-trainer.js';
import { trainWordPiece } from '../../../../src/ml/tokenizers/wordpiece-trainer.js';

const OPTIONS: WordPieceTraining = {
  vocabularySize: 100,
  specialTokens: ['[PAD]', '[UNK]'],
  requiredCharacters: [],
  continues: (character) => character !== '!',
  maxCharacters: 50,
  minFrequency: 2,
};

const train = (counts: Record<string, number>, options: Partial<WordPieceTraining> = {}) =>
  trainWordPiece(new Map(Object.entries(counts)), { ...OPTIONS, ...options });

describe('trainWordPiece', () => {
  it('puts special tokens first, then characters in order, then their continuing forms', () => {
    expect(train({ b: 5, a: 5, '!': 9 }).slice(0, 7)).toEqual(['[PAD]', '[UNK]', '!', 'a', 'b', '##a', '##b']);
  });

  it('merges the most frequent pair first', () => {
    // "##u ##g" occurs 10 + 5 + 5 = 20 times, "##u ##n" 12 + 4 = 16 times.
    const pieces = train({ hug: 10, pug: 5, pun: 12, bun: 4, hugs: 5 });
    expect(pieces.indexOf('##ug')).toBeLessThan(pieces.indexOf('##un'));
    expect(pieces.slice(pieces.indexOf('##ug'))).toEqual(['##ug', '##un', 'hug', 'pun', 'pug', 'hugs', 'bun']);
  });

  it('counts overlapping repetitions as the merge will find them', () => {
    expect(train({ aaaa: 3 })).toEqual(expect.arrayContaining(['a', '##a', '##aa', 'aaaa']));
  });

  it('gives the same vocabulary whatever the order of the words', () => {
    const words: [string, number][] = [...'the cat sat on the mat with that hat'.split(' ')].map((word) => [word, 4]);
    expect(trainWordPiece(new Map(words), OPTIONS)).toEqual(trainWordPiece(new Map(words.reverse()), OPTIONS));
  });

  it('has no piece twice and stops at the size asked for', () => {
    const pieces = train({ abc: 9, abcd: 8, bcd: 7, cd: 6 }, { vocabularySize: 13 });
    expect(pieces).toHaveLength(13);
    expect(new Set(pieces).size).toBe(13);
  });

  it('never merges a pair rarer than the minimum', () => {
    expect(train({ ab: 1, cd: 2 })).not.toContain('ab');
    expect(train({ ab: 1, cd: 2 })).toContain('cd');
  });

  it('leaves out rare characters beyond the limit but keeps required ones', () => {
    const pieces = train({ aa: 9, bb: 8, cc: 7 }, { maxCharacters: 2, requiredCharacters: ['€'] });
    expect(pieces).toEqual(expect.arrayContaining(['€', '##€', 'a', 'aa']));
    expect(pieces).not.toContain('b');
  });
});

describe('WordPieceEncoder', () => {
  const vocabulary = ['[UNK]', 'un', '##aff', '##able', '##a', 'u'];
  const encoder = new WordPieceEncoder(new Map(vocabulary.map((piece, id) => [piece, id])), 0);
  const pieces = (word: string) => encoder.encodeWord(word).map((id) => vocabulary[id]);

  it('takes the longest piece at each point', () => {
    expect(pieces('unaffable')).toEqual(['un', '##aff', '##able']);
  });

  it('gives the unknown token for a word that it can spell only in part', () => {
    expect(pieces('unaffordable')).toEqual(['[UNK]']);
  });

  it('gives the unknown token for a word of more than 100 characters', () => {
    expect(pieces(`u${'a'.repeat(99)}`)).toHaveLength(100);
    expect(pieces(`u${'a'.repeat(100)}`)).toEqual(['[UNK]']);
  });

  it('answers a repeated word alike', () => {
    expect(encoder.encodeWord('unable')).toEqual(encoder.encodeWord('unable'));
  });
});
