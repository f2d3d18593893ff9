// What Temper reads of a Hugging Face tokenizer's two files. Fields that only the library behind it needs pass through.
import { z } from 'zod';

import { InputError } from '../input-error.js';

const AddedToken = z.looseObject({
  id: z.int().min(0),
  content: z.string().min(1),
  single_word: z.boolean().default(false),
  lstrip: z.boolean().default(false),
  rstrip: z.boolean().default(false),
  normalized: z.boolean().default(true),
  special: z.boolean().default(false),
});
export type AddedToken = z.infer<typeof AddedToken>;

const Component = z.looseObject({ type: z.string() });
export type Component = z.infer<typeof Component>;

const TokenizerJson = z.looseObject({
  added_tokens: z.array(AddedToken).default([]),
  normalizer: Component.nullish().transform((value) => value ?? null),
  pre_tokenizer: Component.nullish().transform((value) => value ?? null),
  post_processor: Component.nullish().transform((value) => value ?? null),
  decoder: Component.nullish().transform((value) => value ?? null),
  model: z.looseObject({
    // Old files name no type; the library guesses it from the other fields.
    type: z.string().optional(),
    // A map from piece to id (WordPiece, BPE) or a list of [piece, score] (Unigram).
    vocab: z.union([z.record(z.string(), z.int().min(0)), z.array(z.tuple([z.string(), z.number()]))]),
  }),
});
export type TokenizerJson = z.infer<typeof TokenizerJson>;

const SpecialToken = z
  .union([z.string(), z.looseObject({ content: z.string() })])
  .nullish()
  .transform((token) => (typeof token === 'object' ? token?.content : token));

/** One template, or several by name, of which `default` is for conversations. */
const ChatTemplate = z
  .union([z.string(), z.array(z.looseObject({ name: z.string(), template: z.string() }))])
  .nullish()
  .transform((given) =>
    Array.isArray(given) ? given.find(({ name }) => name === 'default')?.template : (given ?? undefined),
  );

export const TokenizerConfig = z.looseObject({
  model_max_length: z.number().positive().nullish(),
  truncation_side: z.enum(['left', 'right']).default('right'),
  pad_token: SpecialToken,
  mask_token: SpecialToken,
  bos_token: SpecialToken,
  eos_token: SpecialToken,
  chat_template: ChatTemplate,
});
export type TokenizerConfig = z.infer<typeof TokenizerConfig>;

/** Parses the text of `tokenizer.json`. @throws InputError `invalid_tokenizer` saying what is wrong where. */
export function parseTokenizerJson(text: string): TokenizerJson {
  return parse('tokenizer.json', text, TokenizerJson);
}

/** Parses the text of `tokenizer_config.json`. @throws InputError `invalid_tokenizer` saying what is wrong where. */
export function parseTokenizerConfig(text: string): TokenizerConfig {
  return parse('tokenizer_config.json', text, TokenizerConfig);
}

/** For whatever else about the files turns out to be unusable. */
export function invalidTokenizer(file: string, problem: string): InputError {
  return new InputError(
    'invalid_tokenizer',
    `${file} is not usable: ${problem}. Save the tokenizer again with save_pretrained.`,
  );
}

function parse<T>(file: string, text: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalidTokenizer(file, `it is not JSON (${(error as Error).message})`);
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw invalidTokenizer(file, `${issue.path.join('.') || 'the file'}: ${issue.message}`);
}
