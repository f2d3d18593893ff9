// Text to token ids, from the two files that every Hugging Face model folder has.
import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { BertTextEncoder } from './bert-text-encoder.js';
import { LibraryTextEncoder } from './library-text-encoder.js';
import type { SequenceTemplate } from './sequence-template.js';
import { readTemplate, specialCount } from './sequence-template.js';
import type { TextEncoder } from './text-encoder.js';
import { type PlacedToken, placeTokens } from './token-offsets.js';
import type { TokenizerConfig, TokenizerJson } from './tokenizer-files.js';
import { invalidTokenizer, parseTokenizerConfig, parseTokenizerJson } from './tokenizer-files.js';
import { truncateLongestFirst } from './truncation.js';

export interface Encoding {
  /** Token ids, special tokens included; not padded. */
  inputIds: number[];
  /** The segment of each token: 0, or 1 in the second text of a pair (where the model makes that difference). */
  tokenTypeIds: number[];
  /** Whether tokens were dropped to fit. */
  truncated: boolean;
}

export interface ChatFormat {
  /** In Jinja's language. */
  template: string;
  tokens: Record<string, string | null | undefined>;
}

export interface EncodeOptions {
  /** The most tokens, special ones included; by default the tokenizer's own `maxLength`. */
  maxLength?: number;
}

/** Files from before this length was recorded hold a huge number in its place. */
const UNLIMITED = 1e15;

export class Tokenizer {
  private readonly tokens: ReadonlyMap<number, string>;
  private library: LibraryTokenizer | undefined;

  private constructor(
    private readonly files: { json: TokenizerJson; config: TokenizerConfig },
    private readonly texts: TextEncoder,
    private readonly template: SequenceTemplate,
    private readonly truncationSide: 'left' | 'right',
    /** The most tokens that the model takes; `undefined` where the files don't say. */
    readonly maxLength: number | undefined,
    /** Fills up short sequences; always masked out. */
    readonly padId: number,
    /** Hides a token in masked language modelling; `undefined` where the tokenizer has none. */
    readonly maskId: number | undefined,
    /** Ends what a causal model writes; `undefined` where the tokenizer has none. */
    readonly endId: number | undefined,
    readonly vocabSize: number,
    /** Tokens that stand for no text: padding, separators, masks. */
    readonly specialIds: ReadonlySet<number>,
  ) {
    this.tokens = new Map([...tokenIds(files.json)].map(([token, id]) => [id, token]));
  }

  /**
   * @param tokenizerJson,tokenizerConfig the text of `tokenizer.json` and `tokenizer_config.json`.
   * @throws InputError `invalid_tokenizer` when they are malformed or of a kind that is not supported.
   */
  static fromFiles(tokenizerJson: string, tokenizerConfig: string): Tokenizer {
    const json = parseTokenizerJson(tokenizerJson);
    const config = parseTokenizerConfig(tokenizerConfig);
    const ids = tokenIds(json);
    const idOf = (token: string | null | undefined) => (token == null ? undefined : ids.get(token));
    const maxLength = config.model_max_length ?? UNLIMITED;
    return new Tokenizer(
      { json, config },
      BertTextEncoder.for(json) ?? new LibraryTextEncoder(json, config),
      readTemplate(json.post_processor),
      config.truncation_side,
      maxLength < UNLIMITED ? maxLength : undefined,
      // GPT-2 and its like have no padding token; what stands there is masked out, so the end token serves.
      idOf(config.pad_token) ?? idOf(config.eos_token) ?? 0,
      maskIdOf(config, ids),
      idOf(config.eos_token),
      [...ids.values()].reduce((greatest, id) => Math.max(greatest, id), -1) + 1,
      new Set(json.added_tokens.filter((token) => token.special).map((token) => token.id)),
    );
  }

  /**
   * The ids of one text, or of a pair of them, with the special tokens that the model expects. What exceeds
   * `maxLength` is dropped from the end (from the start where the files say so), of a pair from the longer text first.
   */
  encode(text: string, pair?: string, options: EncodeOptions = {}): Encoding {
    const parts = pair === undefined ? this.template.single : this.template.pair;
    const room = (options.maxLength ?? this.maxLength ?? Number.POSITIVE_INFINITY) - specialCount(parts);
    if (!(room >= 1)) {
      throw new RangeError(
        `maxLength must leave room for a token besides the ${specialCount(parts)} special ones, found ${options.maxLength}`,
      );
    }
    // One token more than fits tells that the text was truncated. Of a pair, and from the left, all lengths matter.
    const limit = pair === undefined && this.truncationSide === 'right' ? room + 1 : Number.POSITIVE_INFINITY;
    const a = this.texts.encode(text, limit);
    const b = pair === undefined ? [] : this.texts.encode(pair, limit);
    const [keepA, keepB] = truncateLongestFirst(a.length, b.length, room);
    const kept = { A: this.keep(a, keepA), B: this.keep(b, keepB) };

    const inputIds: number[] = [];
    const tokenTypeIds: number[] = [];
    for (const part of parts) {
      for (const id of 'ids' in part ? part.ids : kept[part.text]) {
        inputIds.push(id);
        tokenTypeIds.push(part.typeId);
      }
    }
    return { inputIds, tokenTypeIds, truncated: keepA < a.length || keepB < b.length };
  }

  /** The ids of a text alone, without special tokens around it; those that are written out in it count as such. */
  encodePart(text: string): number[] {
    return this.texts.encode(text, Number.POSITIVE_INFINITY);
  }

  /** The tokens of a text and where in it each stands, without special tokens. */
  place(text: string): PlacedToken[] {
    const encode = (piece: string) => this.texts.encode(piece, Number.POSITIVE_INFINITY);
    return placeTokens(text, encode, (id) => this.tokens.get(id));
  }

  /** Special tokens before and after a single text. */
  aroundText(): { before: number[]; after: number[] } {
    const at = this.template.single.findIndex((part) => 'text' in part);
    const ids = (parts: SequenceTemplate['single']) => parts.flatMap((part) => ('ids' in part ? part.ids : []));
    return { before: ids(this.template.single.slice(0, at)), after: ids(this.template.single.slice(at + 1)) };
  }

  /** The text that ids stand for, special tokens left out. */
  decode(ids: readonly number[]): string {
    this.library ??= new LibraryTokenizer(this.files.json, this.files.config);
    return this.library.decode([...ids], { skip_special_tokens: true });
  }

  /** The template that conversations are written with, `undefined` without one, and the special tokens that it may name. */
  get chat(): { template: string | undefined; tokens: ChatFormat['tokens'] } {
    const { chat_template: template, bos_token, eos_token, pad_token } = this.files.config;
    return { template, tokens: { bos_token, eos_token, pad_token } };
  }

  private keep(ids: number[], count: number): number[] {
    if (count >= ids.length) return ids;
    return this.truncationSide === 'right' ? ids.slice(0, count) : ids.slice(ids.length - count);
  }
}

function tokenIds(json: TokenizerJson): Map<string, number> {
  const { vocab } = json.model;
  const pieces = Array.isArray(vocab) ? vocab.map(([piece], id) => [piece, id] as const) : Object.entries(vocab);
  return new Map([...pieces, ...json.added_tokens.map((token) => [token.content, token.id] as const)]);
}

function maskIdOf(config: TokenizerConfig, ids: ReadonlyMap<string, number>): number | undefined {
  if (config.mask_token == null) return undefined;
  const id = ids.get(config.mask_token);
  if (id === undefined) throw invalidTokenizer('tokenizer_config.json', `mask_token ${config.mask_token} has no id`);
  return id;
}
