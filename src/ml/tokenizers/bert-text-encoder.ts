// The fast way for BERT's own kind of tokenizer (BertNormalizer, BertPreTokenizer, WordPiece).
import { z } from 'zod';

import type { BertNormalization } from './bert-words.js';
import { bertWords } from './bert-words.js';
import type { TextEncoder } from './text-encoder.js';
import type { AddedToken, TokenizerJson } from './tokenizer-files.js';
import { WordPieceEncoder } from './wordpiece-encoder.js';

const BertNormalizer = z.looseObject({
  type: z.literal('BertNormalizer'),
  clean_text: z.boolean(),
  handle_chinese_chars: z.boolean(),
  strip_accents: z.boolean().nullish(),
  lowercase: z.boolean(),
});

const WordPieceModel = z.looseObject({
  type: z.literal('WordPiece').optional(),
  unk_token: z.string(),
  continuing_subword_prefix: z.string(),
  max_input_chars_per_word: z.int().positive().default(100),
  vocab: z.record(z.string(), z.int()),
  merges: z.undefined().optional(),
});

/** Characters of text looked at for each token wanted, to begin with. */
const CHARACTERS_PER_TOKEN = 16;

export class BertTextEncoder implements TextEncoder {
  private constructor(
    private readonly words: WordPieceEncoder,
    private readonly normalization: BertNormalization,
    private readonly addedTokens: ReadonlyMap<string, number>,
    private readonly addedPattern: RegExp | undefined,
  ) {}

  /** An encoder for this tokenizer, or `undefined` where its parts are not exactly those that this one reproduces. */
  static for(json: TokenizerJson): BertTextEncoder | undefined {
    const normalizer = BertNormalizer.safeParse(json.normalizer);
    const model = WordPieceModel.safeParse(json.model);
    if (!normalizer.success || !model.success || json.pre_tokenizer?.type !== 'BertPreTokenizer') return undefined;
    if (!json.added_tokens.every(isPlain)) return undefined;
    const vocabulary = new Map(Object.entries(model.data.vocab));
    const unknownId = vocabulary.get(model.data.unk_token);
    if (unknownId === undefined) return undefined;
    const { continuing_subword_prefix: prefix, max_input_chars_per_word: longest } = model.data;
    const { clean_text, handle_chinese_chars, lowercase, strip_accents } = normalizer.data;
    return new BertTextEncoder(
      new WordPieceEncoder(vocabulary, unknownId, prefix, longest),
      {
        cleanText: clean_text,
        handleChineseChars: handle_chinese_chars,
        lowercase,
        // As in the original BERT: unless told, accents go when case does.
        stripAccents: strip_accents ?? lowercase,
      },
      new Map(json.added_tokens.map((token) => [token.content, token.id])),
      patternOf(json.added_tokens),
    );
  }

  /**
   * Looks at the text piece by piece, cut at white space. That is exact: white space is in no added token and in no
   * word, and every rule of normalisation looks at one character alone, or at marks that it removes.
   */
  encode(text: string, limit: number): number[] {
    const ids: number[] = [];
    let size = Math.max(limit * CHARACTERS_PER_TOKEN, 1024);
    for (let start = 0; start < text.length && ids.length < limit; size *= 2) {
      const end = nextWhiteSpace(text, start + size);
      this.encodePiece(text.slice(start, end), ids);
      start = end;
    }
    return ids;
  }

  private encodePiece(text: string, ids: number[]): void {
    // The pattern captures, so that added tokens stand at the odd places between the texts.
    const parts = this.addedPattern === undefined ? [text] : text.split(this.addedPattern);
    parts.forEach((part, i) => {
      if (i % 2 === 1) ids.push(this.addedTokens.get(part)!);
      else this.encodeWords(part, ids);
    });
  }

  private encodeWords(text: string, ids: number[]): void {
    for (const word of bertWords(text, this.normalization)) {
      for (const id of this.words.encodeWord(word)) ids.push(id);
    }
  }
}

function isPlain(token: AddedToken): boolean {
  return !token.normalized && !token.single_word && !token.lstrip && !token.rstrip && !/\s/.test(token.content);
}

function patternOf(tokens: readonly AddedToken[]): RegExp | undefined {
  if (tokens.length === 0) return undefined;
  const longestFirst = tokens.map((token) => token.content).sort((a, b) => b.length - a.length);
  return new RegExp(`(${longestFirst.map((content) => content.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})`);
}

function nextWhiteSpace(text: string, from: number): number {
  if (from >= text.length) return text.length;
  const offset = text.slice(from).search(/\s/);
  return offset < 0 ? text.length : from + offset;
}
