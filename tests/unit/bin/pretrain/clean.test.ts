import { cleanParagraph, duplicateKey, splitLongParagraph } from '../../../../src/bin/pretrain/clean.js';

const PROSE =
  'It is a truth universally acknowledged, that a single man in possession of a good fortune must want a wife.';

describe('cleanParagraph', () => {
  it('keeps English prose, with its white space normalised', () => {
    expect(cleanParagraph(` ${PROSE.replaceAll(' ', ' \n')}\u200b `)).toBe(PROSE);
  });

  it.each([
    ['code', 'const total = items.map((item) => item.price).reduce((a, b) => { return a + b; }, 0); // the sum of it'],
    [
      'a table of numbers',
      'the 12.5 33.1 of 98.7 and 11.0 to 45.2 in 76.1 is 0.001 it 17.1 that 99.9 was 12.1 for 55.0 on',
    ],
    [
      'another language',
      'Alle Menschen sind frei und gleich an Würde und Rechten geboren und sollen einander begegnen.',
    ],
    ['a heading', 'Chapter the first'],
    [
      'a list of names',
      'Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii',
    ],
    ['a copyright line', 'Copyright by the authors of the work, who have all of the rights that there are in it.'],
  ])('drops %s', (_, text) => {
    expect(cleanParagraph(text)).toBeUndefined();
  });
});

describe('duplicateKey', () => {
  it('is the same for text that differs in case, digits and punctuation only', () => {
    expect(duplicateKey('Release 12: the Server is up.')).toBe(duplicateKey('release 7 the server is up!'));
    expect(duplicateKey('the server is up')).not.toBe(duplicateKey('the server is down'));
  });
});

describe('splitLongParagraph', () => {
  it('cuts after sentences and loses nothing', () => {
    const speech = Array.from({ length: 60 }, () => PROSE).join(' ');
    const parts = splitLongParagraph(speech);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.join(' ')).toBe(speech);
    expect(parts.every((part) => part.endsWith('.') && part.length < 2_000)).toBe(true);
  });
});
