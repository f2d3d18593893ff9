import type { Edit } from './edits.js';

/**
 * Mojibake: bytes of UTF-8 that were read as Latin-1 or Windows-1252, so that `é` stands as `Ã©` and `’` as `â€™`. Only what can
 * hardly be anything else is put right; the idea, though not the rules, is that of ftfy (Robyn Speer).
 */

/** What Windows-1252 has at 0x80 to 0x9F, by byte; where it has nothing, readers keep the control character. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BYTE_OF = new Map([...WINDOWS_1252].map((character, i) => [character, 0x80 + i]));

const FOLLOWING = `[\u0080-\u00bf${WINDOWS_1252}]`;
/** One character of UTF-8, or several in a row, as they look when read so. */
const SEQUENCE = `(?:[\u00c2-\u00df]${FOLLOWING}|[\u00e0-\u00ef]${FOLLOWING}{2}|[\u00f0-\u00f4]${FOLLOWING}{3})`;
const RUNS = new RegExp(`${SEQUENCE}+`, 'g');
const SEQUENCES = new RegExp(SEQUENCE, 'g');

/** What may well follow an accented letter in a text that is whole: quotation marks, dashes, dots, spaces, signs of trade. */
const COMMON_AFTER_LETTER = /[…‘’“”„‚‹›«»•–—™®°´·\u00a0]/;
const LATIN = /^\p{sc=Latin}$/u;
const WORD_GOES_ON = /[^\s\d]$/;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Each round undoes one reading. What went wrong more often than that stays. */
export const ENCODING_ROUNDS = 3;

/** Puts mojibake right, as far as one round goes: to be called again on the result, up to ENCODING_ROUNDS times. */
export function repairEncoding(text: string): Edit[] {
  const sure: Edit[] = [];
  const likely: Edit[] = [];
  for (const { 0: run, index } of text.matchAll(RUNS)) {
    const decoded = [...run.matchAll(SEQUENCES)].map((match) => ({
      start: index + match.index,
      end: index + match.index + match[0].length,
      from: match[0],
      by: decode(match[0]),
    }));
    if (decoded.some(({ by }) => by === null)) continue;
    for (const { start, end, from, by } of decoded) {
      const edit = { start, end, by: by! };
      if (decoded.length > 1 || isSure(from, text.slice(Math.max(0, start - 1), start))) sure.push(edit);
      else if (LATIN.test(by!) || from[0] === 'Â') likely.push(edit);
    }
  }
  // In a text with mojibake in it, `Ã` before a no-break space is an `à` too.
  return sure.length > 0 ? [...sure, ...likely].sort((a, b) => a.start - b.start) : [];
}

const byteOf = (character: string) => BYTE_OF.get(character) ?? character.charCodeAt(0);

/** The character whose UTF-8 these are; null where it is not UTF-8 after all. */
function decode(sequence: string): string | null {
  try {
    return utf8.decode(Uint8Array.from(sequence, byteOf));
  } catch {
    return null;
  }
}

/**
 * Whether one sequence by itself can't be what somebody wrote.
 * @param before the character before it; empty at the start of the text
 */
function isSure(sequence: string, before: string): boolean {
  const [lead, second, third] = [...sequence] as [string, string, string?];
  const mayFollowLetter = COMMON_AFTER_LETTER.test(second) || COMMON_AFTER_LETTER.test(inWindows1252(second));
  switch (lead) {
    case 'Ã':
    case 'Â':
      return !mayFollowLetter || !WORD_GOES_ON.test(before);
    case 'Ä':
    case 'Å':
      return !mayFollowLetter;
    case 'â':
      // General punctuation, currency, arrows, symbols: `â€™`, `â‚¬`, `â„¢`; not a word that ends in `â` before a quotation mark.
      return !mayFollowLetter || ['‚¬', '„¢'].includes(inWindows1252(second) + third);
    case 'ð':
      return byteOf(second) === 0x9f;
    case 'ï':
      return ['»¿', '¿½'].includes(`${second}${third}`);
    default:
      return false;
  }
}

/** A control character of Latin-1 as Windows-1252 has it: a quotation mark may have been read as either. */
function inWindows1252(character: string): string {
  return WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? character;
}
