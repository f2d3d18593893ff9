import { bertWords } from '../../../../src/ml/tokenizers/bert-words.js';

describe('bertWords', () => {
  it.each([
    ['lower-cases and splits punctuation off', "Don't  stop!!", ['don', "'", 't', 'stop', '!', '!']],
    ['strips accents', 'Résumé naïve ÅNGSTRÖM', ['resume', 'naive', 'angstrom']],
    ['treats ASCII symbols as punctuation, other symbols as letters', '$5 €5', ['$', '5', '€5']],
    ['separates Chinese characters', 'ab中文cd', ['ab', '中', '文', 'cd']],
    ['drops control and zero-width characters', 'a\u0000b\u200bc\ufffdd\u0007', ['abcd']],
    ['splits at every kind of white space', 'a\tb\u00a0c\u3000d\ne', ['a', 'b', 'c', 'd', 'e']],
    ['lower-cases a final sigma letter by letter', 'ΟΔΟΣ', ['οδοσ']],
    ['finds nothing in nothing', ' \n', []],
  ])('%s', (_, text, words) => {
    expect(bertWords(text)).toEqual(words);
  });
});
