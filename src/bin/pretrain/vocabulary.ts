// Trains mini-en's tokenizer on the corpus and writes it as Hugging Face lays out a BERT tokenizer.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { bertWords } from '../../ml/tokenizers/bert-words.js';
import { trainWordPiece } from '../../ml/tokenizers/wordpiece-trainer.js';
import { readCorpusFile } from './corpus.js';

export const SPECIAL_TOKENS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'] as const;
const MAX_LENGTH = 512;

// What mail and web text need whatever the corpus has: ASCII, currency, typographic quotes and dashes, and signs that
// are common in both.
const ASCII = Array.from({ length: 0x7e - 0x21 + 1 }, (_, i) => String.fromCharCode(0x21 + i));
const SIGNS = [...'€£¥¢©®™°±²³½¼¾×÷µ§¶†•…‘’“”„«»–—→←✓★¡¿ß'];
const REQUIRED = [...ASCII.filter((character) => !/[A-Z]/.test(character)), ...SIGNS];

/** Words of all corpus files and how often each occurs. */
export async function countWords(corpusDir: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const file of (await readdir(corpusDir)).filter((name) => name.endsWith('.txt')).sort()) {
    for await (const document of readCorpusFile(join(corpusDir, file))) {
      for (const paragraph of document) {
        for (const word of bertWords(paragraph)) counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
  }
  return counts;
}

/** An uncased WordPiece vocabulary of `size` entries; identical for identical counts. */
export function trainVocabulary(wordCounts: ReadonlyMap<string, number>, size: number): string[] {
  return trainWordPiece(wordCounts, {
    vocabularySize: size,
    specialTokens: SPECIAL_TOKENS,
    requiredCharacters: REQUIRED,
    // BERT splits every punctuation mark off as a word of its own: only letters, digits and other signs go on.
    continues: (character) => !/[\p{P}$+<=>^`|~]/u.test(character),
    maxCharacters: 220,
    minFrequency: 20,
  });
}

/** Writes tokenizer.json, tokenizer_config.json and vocab.txt. */
export async function writeTokenizer(vocabulary: readonly string[], outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, 'vocab.txt'), `${vocabulary.join('\n')}\n`);
  await writeFile(join(outDir, 'tokenizer.json'), `${JSON.stringify(tokenizerJson(vocabulary), undefined, 2)}\n`);
  await writeFile(join(outDir, 'tokenizer_config.json'), `${JSON.stringify(TOKENIZER_CONFIG, undefined, 2)}\n`);
}

const TOKENIZER_CONFIG = {
  tokenizer_class: 'BertTokenizer',
  model_max_length: MAX_LENGTH,
  do_lower_case: true,
  strip_accents: null,
  tokenize_chinese_chars: true,
  pad_token: '[PAD]',
  unk_token: '[UNK]',
  cls_token: '[CLS]',
  sep_token: '[SEP]',
  mask_token: '[MASK]',
  model_input_names: ['input_ids', 'token_type_ids', 'attention_mask'],
};

function tokenizerJson(vocabulary: readonly string[]): object {
  const id = (token: string) => vocabulary.indexOf(token);
  const special = (token: string) => ({ id: token, ids: [id(token)], tokens: [token] });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: SPECIAL_TOKENS.map((content) => ({
      id: id(content),
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [token('[CLS]', 0), sequence('A', 0), token('[SEP]', 0)],
      pair: [token('[CLS]', 0), sequence('A', 0), token('[SEP]', 0), sequence('B', 1), token('[SEP]', 1)],
      special_tokens: { '[CLS]': special('[CLS]'), '[SEP]': special('[SEP]') },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((piece, index) => [piece, index])),
    },
  };
}

function token(id: string, typeId: number): object {
  return { SpecialToken: { id, type_id: typeId } };
}

function sequence(id: 'A' | 'B', typeId: number): object {
  return { Sequence: { id, type_id: typeId } };
}
