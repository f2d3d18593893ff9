import { plain } from '../../../../src/ml/data/keys.js';
import { Random } from '../../../../src/ml/random.js';

/** By definition, and slow. */
const definition = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

describe('the plain form of a text', () => {
  it('is in normal form C with single spaces, whatever stands beside what', () => {
    const random = new Random(1);
    const pieces = [
      'a',
      ' ',
      '  ',
      '\n',
      '\u00a0',
      '\u2028',
      '\u3000',
      'e\u0301',
      '\u1100\u1161',
      '🙂',
      '中',
      'ж\u0306',
    ];
    for (let round = 0; round < 20_000; round++) {
      const text = Array.from({ length: random.below(6) }, () =>
        random.below(3) === 0 ? String.fromCharCode(random.below(0x10000)) : pieces[random.below(pieces.length)]!,
      ).join('');
      expect([text, plain(text)]).toEqual([text, definition(text)]);
    }
  });

  it('holds for every character beside what it may combine with', () => {
    for (let code = 0; code < 0x20000; code++) {
      const text = `a${String.fromCodePoint(code)}\u0301`;
      if (plain(text) !== definition(text)) throw new Error(`U+${code.toString(16)}`);
      const alone = String.fromCodePoint(code);
      if (plain(alone) !== definition(alone)) throw new Error(`U+${code.toString(16)} alone`);
      const between = `${alone}\u1161${alone}\u3099${alone}`;
      if (plain(between) !== definition(between)) throw new Error(`U+${code.toString(16)} before others`);
    }
  });
});
