import { placeTokens } from '../../../../src/ml/tokenizers/token-offsets.js';
import { referenceTokenizer } from '../../../support/reference-tokenizer.js';

const ALL = ['wordpiece-uncased', 'wordpiece-cased', 'byte-level-gpt2', 'byte-level-roberta', 'unigram-xlmr'];
const TEXTS = [
  'The prices of one market, 5 in all.',
  '  two  spaces\tand tabs\n\nand new lines ',
  'Zürich naïve Ärger élan',
  'She is in İstanbul, ok?',
  'He said 😀👍🏽 to 日本 people.',
  'can’t “stop” — ﬁve ½…',
  'one\u00a0two three\u2009four',
];
const cases = ALL.flatMap((name) => TEXTS.map((text): [string, string] => [name, text]));

describe('places of tokens', () => {
  it.each(cases)('of %s are in order, and leave out nothing but white space: %j', (name, text) => {
    const tokenizer = referenceTokenizer(name);
    const placed = tokenizer.place(text);
    let covered = 0;
    for (const { start, end } of placed) {
      expect(start).toBeLessThanOrEqual(end);
      expect(text.slice(covered, start).trim()).toBe('');
      expect(text.slice(start, end)).not.toMatch(/^\s|\s$/);
      covered = Math.max(covered, end);
    }
    expect(text.slice(covered).trim()).toBe('');
  });

  it.each(ALL)('have the ids that the text has as a whole (%s)', (name) => {
    const tokenizer = referenceTokenizer(name);
    const text = 'The prices of one market, 5 in all. Zürich 😀 and more';
    expect(tokenizer.place(text).map(({ id }) => id)).toEqual(tokenizer.encodePart(text));
  });

  /** A tokenizer whose vocabulary is the tokens that each piece of a text is said to have. */
  const placedAs = (text: string, pieces: Record<string, string[]>) => {
    const tokens = [...new Set(Object.values(pieces).flat())];
    const placed = placeTokens(
      text,
      (piece) => pieces[piece]!.map((token) => tokens.indexOf(token)),
      (id) => tokens[id],
    );
    return placed.map(({ id, start, end }) => [tokens[id], text.slice(start, end)]);
  };

  it('ignore case and accents where the tokenizer does', () => {
    expect(placedAs('Müller ÄSST', { Müller: ['mu', '##ller'], ' ÄSST': ['a', '##s', '##st'] })).toEqual([
      ['mu', 'Mü'],
      ['##ller', 'ller'],
      ['a', 'Ä'],
      ['##s', 'S'],
      ['##st', 'ST'],
    ]);
  });

  it('take marks that the tokenizer dropped with the letter before them', () => {
    const text = 'Mu\u0308ller';
    expect(placedAs(text, { [text]: ['mu', '##ller'] })).toEqual([
      ['mu', 'Mu\u0308'],
      ['##ller', 'ller'],
    ]);
  });

  it('of an unknown word are the word', () => {
    expect(placedAs('an ☃☃ b', { an: ['an'], ' ☃☃': ['[UNK]'], ' b': ['b'] })).toEqual([
      ['an', 'an'],
      ['[UNK]', '☃☃'],
      ['b', 'b'],
    ]);
  });

  it('of an unknown word leave the marks around it alone', () => {
    const tokenizer = referenceTokenizer('wordpiece-uncased');
    const text = 'see (☃☃), now';
    const pieces = tokenizer.place(text).map(({ start, end }) => text.slice(start, end));
    expect(pieces).toEqual(expect.arrayContaining(['(', '☃☃', ')', ',']));
    expect(pieces.filter((piece) => piece.includes('☃'))).toEqual(['☃☃']);
  });

  it('of bytes that are parts of a character have the character', () => {
    expect(placedAs('é', { é: ['Ã', '©'] })).toEqual([
      ['Ã', 'é'],
      ['©', ''],
    ]);
    expect(placedAs('a é', { a: ['a'], ' é': ['ĠÃ©'] })).toEqual([
      ['a', 'a'],
      ['ĠÃ©', 'é'],
    ]);
  });

  it('of line breaks that are tokens are nowhere, and the words after them are found', () => {
    const tokenizer = referenceTokenizer('byte-level-gpt2');
    const text = 'one\ntwo\n\n  three';
    const pieces = tokenizer.place(text).map(({ start, end }) => text.slice(start, end));
    expect(pieces.join('')).toBe('onetwothree');
  });

  it('of marks at beginnings of words leave these out', () => {
    expect(placedAs('New York', { New: ['▁New'], ' York': ['▁', 'York'] })).toEqual([
      ['▁New', 'New'],
      ['▁', ''],
      ['York', 'York'],
    ]);
  });
});
