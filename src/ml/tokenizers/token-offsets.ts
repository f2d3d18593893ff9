/**
 * Where in a text each of its tokens stands. Tokenizers give ids; the place of each is found by spelling the text with the
 * tokens' own characters, piece by piece between white space, so that any tokenizer will do.
 */

/** A token and the part of the text that it stands for: UTF-16 code units, the end exclusive, white space in front left out. */
export interface PlacedToken {
  id: number;
  start: number;
  end: number;
}

/** White space, and what follows it up to the next. */
const PIECE = /\s*\S+/gu;
/** Words, and the characters that tokenizers of words part them at. */
const WORD = /[\p{P}$+<=>^`|~\p{Script=Han}]|[^\p{P}$+<=>^`|~\p{Script=Han}]+/gu;
const CONTINUATION = '##';
const WORD_START = '▁';

/**
 * @param encode ids of a piece of text, without special tokens
 * @param tokenOf a token as the vocabulary spells it
 */
export function placeTokens(
  text: string,
  encode: (piece: string) => readonly number[],
  tokenOf: (id: number) => string | undefined,
): PlacedToken[] {
  const placePiece = (piece: string, start: number): PlacedToken[] => {
    const ids = encode(piece);
    const tokens = ids.map((id) => tokenOf(id) ?? '');
    const space = piece.length - piece.trimStart().length;
    const ends = endsOf(piece, space, tokens);
    if (ends) {
      // White space that has a token of its own is no part of any word.
      const places = [space, ...ends.map((end) => Math.max(space, end))];
      return ids.map((id, i) => ({ id, start: start + places[i]!, end: start + places[i + 1]! }));
    }
    const words = [...piece.slice(space).matchAll(WORD)];
    if (words.length > 1 && words.flatMap(([word]) => encode(word)).join() === ids.join()) {
      return words.flatMap(({ 0: word, index }) => placePiece(word, start + space + index));
    }
    // A token that can't be spelled, as one for an unknown word, stands for the whole.
    return ids.map((id) => ({ id, start: start + space, end: start + piece.length }));
  };
  return [...text.matchAll(PIECE)].flatMap(({ 0: piece, index }) => placePiece(piece, index));
}

/** The characters of a token, without what its vocabulary marks the beginnings or the insides of words with. */
function spellingOf(token: string): string {
  if (token.startsWith(CONTINUATION)) return token.slice(CONTINUATION.length);
  if (token.startsWith(WORD_START)) return token.slice(WORD_START.length);
  return token;
}

/** Where each token ends in the piece, or null where they don't spell it. @param space white space that the piece begins with */
function endsOf(piece: string, space: number, tokens: readonly string[]): number[] | null {
  const ends = spell([...piece.slice(space)], tokens.map(spellingOf), fold);
  return ends?.map((end) => space + end) ?? spellBytes(piece, tokens);
}

/** As most normalisers leave a character: without case and accents; nothing of what can't be seen. */
const fold = (character: string): string =>
  character
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cc}\p{Cf}]/gu, '')
    .toLowerCase();

/** Walks the characters of the piece along those of the tokens. */
function spell(
  characters: readonly string[],
  tokens: readonly string[],
  of: (text: string) => string,
): number[] | null {
  const ends: number[] = [];
  let at = 0;
  let offset = 0;
  let carried = '';
  for (const token of tokens) {
    let wanted = of(token);
    while (wanted.length > 0) {
      while (carried === '' && at < characters.length) {
        carried = of(characters[at]!);
        offset += characters[at]!.length;
        at += 1;
      }
      const shared = Math.min(wanted.length, carried.length);
      if (shared === 0 || wanted.slice(0, shared) !== carried.slice(0, shared)) return null;
      wanted = wanted.slice(shared);
      carried = carried.slice(shared);
    }
    // What the normaliser dropped goes with what stands before it.
    while (carried === '' && at < characters.length && of(characters[at]!) === '') {
      offset += characters[at]!.length;
      at += 1;
    }
    ends.push(offset);
  }
  const rest = carried + characters.slice(at).map(of).join('');
  return rest === '' ? ends : null;
}

/** The characters that byte-level vocabularies write bytes with: printable ones as they are, the others from U+0100 on. */
const BYTE_OF: ReadonlyMap<string, number> = new Map(
  (() => {
    const printable = (byte: number) =>
      (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
    let others = 0;
    return Array.from({ length: 256 }, (_, byte): [string, number] => [
      String.fromCharCode(printable(byte) ? byte : 256 + others++),
      byte,
    ]);
  })(),
);
const SPACE = 'Ġ';

/** The same for tokens that spell the piece in bytes of UTF-8; a token that ends inside of a character has the whole of it. */
function spellBytes(piece: string, tokens: readonly string[]): number[] | null {
  const ends: number[] = [];
  const characters = [...piece].map((character) => ({ length: character.length, bytes: Buffer.from(character) }));
  const expected = characters.flatMap(({ bytes }) => [...bytes]);
  // Some tokenizers begin a text with a space that it has not.
  let read = tokens[0]?.startsWith(SPACE) && !piece.startsWith(' ') ? -1 : 0;
  for (const token of tokens) {
    for (const character of token) {
      if (read >= 0 && BYTE_OF.get(character) !== expected[read]) return null;
      read += 1;
    }
    ends.push(offsetOfByte(characters, read));
  }
  return read === expected.length ? ends : null;
}

function offsetOfByte(characters: readonly { length: number; bytes: Buffer }[], bytes: number): number {
  let offset = 0;
  let passed = 0;
  for (const character of characters) {
    if (passed >= bytes) break;
    passed += character.bytes.length;
    offset += character.length;
  }
  return offset;
}
