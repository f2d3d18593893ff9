import { type Edit, editsOf } from './edits.js';

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
/** Scripts that people write, each with what has no script of its own; Chinese characters and kana go together. */
const SCRIPTS =
  'Latin Cyrillic Greek Hebrew Arabic Armenian Georgian Devanagari Bengali Tamil Telugu Thai Hangul Han|Hiragana|Katakana';
const ONE_SCRIPT = new RegExp(
  SCRIPTS.split(' ')
    .map((names) => ['Common', 'Inherited', ...names.split('|')].map((name) => `\\p{sc=${name}}`).join(''))
    .map((characters) => `^[${characters}]+$`)
    .join('|'),
  'u',
);
const LATIN = /^\p{sc=Latin}$/u;
const WORD_GOES_ON = /[^\s\d]$/;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Each round undoes one reading. What went wrong more often than that stays. */
export const ENCODING_ROUNDS = 3;

/** Bytes that were read as Latin-1 where Windows-1252 has a sign; nobody writes these control characters. */
const CONTROL = /[\u0080-\u009f]/g;
/** Accented letters and signs in a row, as no word in a Western European language has them. */
const UNREADABLE = /[\u00a1-\u00ff]{3,}/g;

interface Sequence extends Edit {
  lead: string;
  isSure: boolean;
}

/**
 * Puts mojibake right, as far as one round goes: to be called again on the result, up to ENCODING_ROUNDS times. A text whose
 * bytes were in another encoding (Korean, Thai, Russian) is broken too, but nothing here would mend it: it stays as it is.
 */
export function repairEncoding(text: string): Edit[] {
  if (!/[\u0080-\u00ff]/.test(text)) return [];
  const sequences = sequencesIn(text);
  if (isOtherEncoding(text, sequences)) return [];
  const isFound = sequences.some(({ isSure }) => isSure);
  // In a text with mojibake in it, `Ã` before a no-break space is an `à` too.
  const isTaken = ({ isSure, by, lead }: Sequence) => isSure || (isFound && (LATIN.test(by) || lead === 'Â'));
  const taken = sequences.filter(isTaken);
  const left = sequences.filter((sequence) => !isTaken(sequence) && sequence.end - sequence.start > 2);
  return [...taken.map(({ start, end, by }) => ({ start, end, by })), ...readControls(text, [...taken, ...left])].sort(
    (a, b) => a.start - b.start,
  );
}

/** What could be characters of UTF-8 that were read wrong. */
function sequencesIn(text: string): Sequence[] {
  return [...text.matchAll(RUNS)].flatMap(({ 0: run, index }) => {
    const pieces = [...run.matchAll(SEQUENCES)];
    const decoded = pieces.map(([sequence]) => decode(sequence));
    if (decoded.includes(null)) return [];
    const isText = pieces.length > 1 && ONE_SCRIPT.test(decoded.join(''));
    return pieces.map(({ 0: sequence, index: within }, i) => {
      const start = index + within;
      const isSure = isText || isSurelyWrong(sequence, text.slice(Math.max(0, start - 1), start));
      return { start, end: start + sequence.length, by: decoded[i]!, lead: sequence[0]!, isSure };
    });
  });
}

function isOtherEncoding(text: string, sequences: readonly Sequence[]): boolean {
  const covered = covers(text, sequences);
  let unread = 0;
  for (const { 0: run, index } of text.matchAll(UNREADABLE)) {
    const open = run.length - covered.subarray(index, index + run.length).reduce((sum, is) => sum + is, 0);
    if (open > 1) unread += open;
  }
  const read = sequences.reduce((sum, { start, end }) => sum + end - start, 0);
  return 2 * unread > read;
}

/** Stray control characters as the signs that Windows-1252 has there: `I\u0092m` → `I’m`. */
function readControls(text: string, elsewhere: readonly Sequence[]): Edit[] {
  const covered = covers(text, elsewhere);
  return editsOf(text, CONTROL, (found, at) => (covered[at] ? found : inWindows1252(found)));
}

/** 1 for each code unit of the text that one of the pieces covers. */
function covers(text: string, pieces: readonly Edit[]): Uint8Array {
  const covered = new Uint8Array(text.length);
  for (const { start, end } of pieces) covered.fill(1, start, end);
  return covered;
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
function isSurelyWrong(sequence: string, before: string): boolean {
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
