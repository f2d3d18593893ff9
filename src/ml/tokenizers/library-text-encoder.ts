// Every other kind of tokenizer (byte-level BPE, Unigram, …), through @huggingface/tokenizers.
import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';

import type { TextEncoder } from './text-encoder.js';
import type { Component, TokenizerConfig, TokenizerJson } from './tokenizer-files.js';
import { invalidTokenizer } from './tokenizer-files.js';

/** Characters of text looked at for each token wanted. */
const CHARACTERS_PER_TOKEN = 16;
/** The library's time and stack grow with what it is given at once: no more than about this many characters. */
const LONGEST_PIECE = 50_000;
// A single space with something before it and a letter behind it.
const BREAK = /(?<=\S) (?=\p{L})/gu;

export class LibraryTextEncoder implements TextEncoder {
  private readonly library: LibraryTokenizer;
  private readonly breaksAtSpaces: boolean;

  constructor(json: TokenizerJson, config: TokenizerConfig) {
    try {
      this.library = new LibraryTokenizer(json, config);
    } catch (error) {
      throw invalidTokenizer('tokenizer.json', (error as Error).message);
    }
    this.breaksAtSpaces =
      breaksAtSpaces(json.pre_tokenizer) && json.added_tokens.every((token) => !/\s/.test(token.content));
  }

  /**
   * Looks at the text piece by piece, until there are enough tokens. Where the pre-tokenizer always begins anew at a
   * space before a letter, pieces cut there have exactly the tokens of the whole. For other kinds this is all but certain,
   * so only texts over 50,000 characters are cut, as is anything that goes on for as long without such a space.
   */
  encode(text: string, limit: number): number[] {
    const ids: number[] = [];
    for (let start = 0; start < text.length && ids.length < limit; ) {
      const end = this.pieceEnd(text, start, limit);
      const piece = this.library.encode(text.slice(start, end), { add_special_tokens: false });
      for (const id of piece.ids) ids.push(id);
      start = end;
    }
    return ids;
  }

  private pieceEnd(text: string, start: number, limit: number): number {
    const wanted = this.breaksAtSpaces ? Math.max(limit * CHARACTERS_PER_TOKEN, 1024) : LONGEST_PIECE;
    const size = Math.min(wanted, LONGEST_PIECE);
    if (start + size >= text.length) return text.length;
    const latest = start + size + LONGEST_PIECE;
    const offset = text.slice(start + size, latest).search(BREAK);
    if (offset >= 0) return start + size + offset;
    // Not between the halves of a surrogate pair.
    return /[\ud800-\udbff]/.test(text[latest - 1] ?? '') ? latest - 1 : Math.min(latest, text.length);
  }
}

/** GPT-2's byte-level pattern, Metaspace and splitting at white space: no piece of theirs holds a space but in front. */
function breaksAtSpaces(preTokenizer: Component | null): boolean {
  switch (preTokenizer?.type) {
    case 'ByteLevel':
      return preTokenizer.use_regex !== false;
    case 'Metaspace':
      return preTokenizer.split !== false;
    case 'WhitespaceSplit':
    case 'BertPreTokenizer':
      return true;
    case 'Sequence': {
      // One part that breaks there is enough: later parts only split further.
      const parts = (preTokenizer.pretokenizers ?? []) as Component[];
      return parts[0] !== undefined && breaksAtSpaces(parts[0]);
    }
    default:
      return false;
  }
}
