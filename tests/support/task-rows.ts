import { Random } from '../../src/ml/random.js';

/** Rows of each task that the tiny models can learn: they know letters, those up to `m` early, those from `n` on late. */

/** Where the letters of a row with some labels begin: none of them, one, the other, both. */
const ZONES = [
  [9, 9, 9],
  [0, 0, 9],
  [18, 9, 18],
  [0, 18, 0],
];
const letterAt = (i: number) => String.fromCharCode(97 + (((i % 26) + 26) % 26));
const isLate = (letter: string) => letter > 'm';

/** `count` draws of so many letters, the same each time. A few may be alike; data sets drop those. */
function letterDraws(count: number, letters: number): string[][] {
  const random = new Random(1, 0);
  return Array.from({ length: count }, () => Array.from({ length: letters }, () => letterAt(random.below(26))));
}

/** `early` where there is one of `a` to `h`, `late` where there is one of `s` to `z`; none of them for `k l m`. */
export const labelsRows = (count: number) =>
  letterDraws(count, 3).map((letters, i) => {
    const zones = ZONES[i % ZONES.length]!;
    const places = letters.map((letter, k) => letterAt((letter.charCodeAt(0) % 8) + zones[k]!));
    return {
      text: places.join(' '),
      labels: [
        ...(places.some((letter) => letter < 'i') ? ['early'] : []),
        ...(places.some((letter) => letter > 'r') ? ['late'] : []),
      ],
    };
  });

/** 100, and 10 more for each late letter in either text of a pair. */
export const valueRows = (count: number) =>
  letterDraws(count, 4).map((letters) => ({
    text: letters.slice(0, 2).join(' '),
    textPair: letters.slice(2).join(' '),
    value: 100 + 10 * letters.filter(isLate).length,
  }));

/** Words of two letters, the second of those that the tokenizer knows inside of words; `pb` is a place, `qc` a person. */
export const spanRows = (count: number) =>
  letterDraws(count, 8).map((letters, i) => {
    const words = Array.from({ length: 4 }, (_, word) => {
      if (word === i % 4) return 'pb';
      if (word === (i * 3 + 1) % 4) return 'qc';
      const [first, second] = letters.slice(2 * word).map((letter) => letter.charCodeAt(0));
      return letterAt(first! % 15) + letterAt(3 + (second! % 6));
    });
    return marked(words);
  });

export function marked(words: readonly string[]) {
  const labels: Record<string, string> = { p: 'PLACE', q: 'PERSON' };
  let start = 0;
  const spans = words.flatMap((word) => {
    const span = { start, end: start + word.length, label: labels[word[0]!] };
    start += word.length + 1;
    return span.label ? [{ ...span, label: span.label }] : [];
  });
  return { text: words.join(' '), spans };
}

/** Three letters, all early or all late, and the word for that. */
const sided = (count: number) =>
  letterDraws(count, 3).map((letters, i) => {
    const late = i % 2 === 1;
    const text = letters.map((letter) => letterAt((letter.charCodeAt(0) % 13) + (late ? 13 : 0))).join(' ');
    return { text, late };
  });

export const promptRows = (count: number) =>
  sided(count).map(({ text, late }) => ({ prompt: text, completion: late ? ' high' : ' low' }));

export const chatRows = (count: number) =>
  sided(count).map(({ text, late }) => ({
    messages: [
      { role: 'user', content: text },
      { role: 'assistant', content: late ? 'high' : 'low' },
    ],
  }));

export const labelRows = (count: number) =>
  sided(count).map(({ text, late }) => ({ text, label: late ? 'late' : 'early' }));

/** Runs of the alphabet: each letter says what its neighbours are. */
export const textRows = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    text: Array.from({ length: 6 + (i % 13) }, (_, k) => letterAt(i + k)).join(' '),
  }));

export const jsonLines = (rows: readonly object[]) => `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
