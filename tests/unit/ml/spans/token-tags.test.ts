import { Random } from '../../../../src/ml/random.js';
import { BioTags } from '../../../../src/ml/spans/bio-tags.js';
import { type Span, trimSpan } from '../../../../src/ml/spans/span.js';
import { spansOfTags, type TokenOffsets, tagsOfSpans } from '../../../../src/ml/spans/token-tags.js';
import { referenceFile } from '../evaluation/tasks/reference-file.js';

const tags = BioTags.of(['PER', 'LOC']);
const namesOf = (ids: ArrayLike<number>) => Array.from(ids, (id) => tags.names[id]);
const span = (start: number, end: number, label: string): Span => ({ start, end, label });

describe('BioTags', () => {
  it('list O, then B and I of each label in order', () => {
    expect(BioTags.of(['PER', 'LOC', 'PER']).names).toEqual(['O', 'B-LOC', 'I-LOC', 'B-PER', 'I-PER']);
    expect(BioTags.of([]).names).toEqual(['O']);
  });

  it('take the names of a model in its own order, with dashes in labels', () => {
    const found = new BioTags(['B-a-b', 'I-a-b', 'O']);
    expect(found.labels).toEqual(['a-b']);
    expect([found.begin('a-b'), found.inside('a-b'), found.outside]).toEqual([0, 1, 2]);
    expect(found.tag(1)).toEqual({ label: 'a-b', begins: false });
    expect(found.tag(2)).toBeNull();
  });

  it('say what cannot be used', () => {
    expect(() => new BioTags(['O', 'PER'])).toThrow('found "PER"');
    expect(() => new BioTags(['O', 'I-PER'])).toThrow('"B-PER" is missing');
    expect(() => new BioTags(['B-PER', 'I-PER'])).toThrow('"O" is missing');
    expect(() => new BioTags(['O', 'O'])).toThrow('a name occurs twice');
    expect(() => tags.begin('ORG')).toThrow('The label "ORG" is not among the known ones: LOC, PER.');
    expect(() => tags.tag(5)).toThrow('expected a tag from 0 to 4, found 5');
  });
});

describe('tagsOfSpans', () => {
  const text = 'Ada Lovelace met Paris-born Ada';

  it('begins an entity at its first token; pieces of words are tokens like any other', () => {
    const pieces: TokenOffsets = [[0, 0], [0, 3], [4, 8], [8, 12], [13, 16], [17, 22], [22, 23], [23, 27], [28, 31], [0, 0]]; // biome-ignore format: a row
    const found = tagsOfSpans(text, [span(28, 31, 'PER'), span(0, 12, 'PER'), span(17, 22, 'LOC')], pieces, tags);
    expect(namesOf(found)).toEqual(['O', 'B-PER', 'I-PER', 'I-PER', 'O', 'B-LOC', 'O', 'O', 'B-PER', 'O']);
  });

  it('gives a token to the entity that its word is in, not to one that ends in the space before it', () => {
    const withSpaces: TokenOffsets = [[0, 3], [3, 12], [12, 16]]; // biome-ignore format: a row
    expect(namesOf(tagsOfSpans(text, [span(0, 4, 'PER')], withSpaces, tags))).toEqual(['B-PER', 'O', 'O']);
    expect(namesOf(tagsOfSpans(text, [span(4, 13, 'PER')], withSpaces, tags))).toEqual(['O', 'B-PER', 'O']);
  });

  it('keeps a token of white space within an entity inside it', () => {
    const found = tagsOfSpans('New  York', [span(0, 9, 'LOC')], [[0, 3], [3, 4], [4, 9]], tags); // biome-ignore format: a row
    expect(namesOf(found)).toEqual(['B-LOC', 'I-LOC', 'I-LOC']);
  });

  it('tells touching entities of one label apart', () => {
    const found = tagsOfSpans('東京大阪', [span(0, 2, 'LOC'), span(2, 4, 'LOC')], [[0, 1], [1, 2], [2, 3], [3, 4]], tags); // biome-ignore format: a row
    expect(namesOf(found)).toEqual(['B-LOC', 'I-LOC', 'B-LOC', 'I-LOC']);
  });

  it('gives a token that two entities overlap to the first, and drops one that is left without any', () => {
    const found = tagsOfSpans('Paris-born', [span(0, 5, 'LOC'), span(5, 10, 'PER')], [[0, 10]], tags);
    expect(namesOf(found)).toEqual(['B-LOC']);
    const nested = tagsOfSpans(text, [span(4, 12, 'LOC'), span(0, 12, 'PER')], [[0, 3], [4, 12], [13, 16]], tags); // biome-ignore format: a row
    expect(namesOf(nested)).toEqual(['B-PER', 'I-PER', 'O']);
  });
});

describe('spansOfTags', () => {
  const { lenient } = referenceFile<{ lenient: { tags: string[]; entities: [string, number, number][] }[] }>(
    'token-classification',
  );

  it('reads any tags as seqeval does by default', () => {
    for (const { tags: names, entities } of lenient) {
      const text = 'x'.repeat(names.length);
      const offsets = names.map((_, token) => [token, token + 1] as const);
      const ids = names.map((name) => tags.names.indexOf(name));
      const expected = entities.map(([label, first, last]) => span(first, last + 1, label));
      expect(spansOfTags(text, ids, offsets, tags)).toEqual(expected);
    }
  });

  it('passes over tokens that are no piece of the text', () => {
    const ids = ['B-PER', 'B-PER', 'O', 'I-PER', 'I-PER'].map((name) => tags.names.indexOf(name));
    const found = spansOfTags('Ada Lovelace', ids, [[0, 0], [0, 3], [0, 0], [4, 12], [0, 0]], tags); // biome-ignore format: a row
    expect(found).toEqual([span(0, 12, 'PER')]);
  });

  it('leaves white space at the ends of an entity out', () => {
    const ids = ['O', 'B-LOC', 'I-LOC', 'B-LOC'].map((name) => tags.names.indexOf(name));
    const found = spansOfTags('in New York \n', ids, [[0, 2], [2, 6], [6, 12], [12, 13]], tags); // biome-ignore format: a row
    expect(found).toEqual([span(3, 11, 'LOC')]);
    expect(trimSpan(' \u{1f600} ', span(0, 4, 'X'))).toEqual(span(1, 3, 'X'));
  });
});

describe('spans as tags and back', () => {
  it.each([
    ['pieces without the space before them', false],
    ['pieces with the space before them', true],
  ])('are the same for entities of whole words, with %s', (_, withSpace) => {
    const random = new Random(17);
    for (let trial = 0; trial < 200; trial++) {
      const { text, spans, offsets } = randomText(random, withSpace);
      expect(spansOfTags(text, tagsOfSpans(text, spans, offsets, tags), offsets, tags)).toEqual(spans);
    }
  });
});

/** Words, cut into pieces, between special tokens; entities of one to three words, some of them touching. */
function randomText(random: Random, withSpace: boolean) {
  const words = Array.from({ length: 1 + random.below(12) }, () => 'abcdéß東\u{1f600}'.slice(random.below(6)));
  const offsets: [number, number][] = [[0, 0]];
  const places: [number, number][] = [];
  let text = '';
  for (const word of words) {
    const gap = ' '.repeat(text === '' ? 0 : random.below(3));
    const start = text.length + gap.length;
    const cut = start + 1 + random.below(word.length);
    text += gap + word;
    places.push([start, text.length]);
    offsets.push([withSpace ? start - gap.length : start, cut]);
    if (cut < text.length) offsets.push([cut, text.length]);
  }
  offsets.push([0, 0]);
  const spans: Span[] = [];
  for (let word = 0; word < words.length; ) {
    const last = Math.min(words.length - 1, word + random.below(3));
    if (random.below(2) === 0) spans.push(span(places[word]![0], places[last]![1], tags.labels[random.below(2)]!));
    word = last + 1;
  }
  return { text, spans, offsets };
}
