import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSafetensors } from '../../src/ml/artifact/safetensors-reader.js';
import { type WritableTensor, writeSafetensors } from '../../src/ml/artifact/safetensors-writer.js';
import { makeTar, type TarEntry } from './make-tar.js';

/** The files of a model folder by their paths. */
export type ModelFiles = Record<string, string | Buffer>;

/** What its manifest says of its sizes. */
export const TINY_SIZES = { layers: 2, width: 24, heads: 3, inner: 48, layerParameters: 4608, maxLength: 16 };

const REFERENCE = join(import.meta.dirname, '../reference');
const VOCABULARY_SIZE = 40;
const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];

/** A BERT classifier with three labels and 10,000 weights, as transformers saved it, with a tokenizer of letters. */
export const tinyModel = (): Promise<ModelFiles> => lettersModel('bert/classification', { mask_token: '[MASK]' });

/** The same network with the head that it was pretrained with. */
export const tinyMaskedModel = (): Promise<ModelFiles> =>
  lettersModel('bert/masked-language-model', { mask_token: '[MASK]' });

/** A Llama that writes, of the same size and with the same tokenizer. */
export const tinyLlama = (): Promise<ModelFiles> => lettersModel('llama/causal-language-model', { eos_token: '[SEP]' });

async function lettersModel(reference: string, tokens: Record<string, string>): Promise<ModelFiles> {
  const read = (name: string) => readFile(join(REFERENCE, reference, name));
  return {
    'config.json': await read('config.json'),
    'model.safetensors': await read('model.safetensors'),
    ...lettersTokenizer(tokens),
  };
}

/** A WordPiece tokenizer of 40 tokens: letters that begin words (`a` is 5), and a few that go on with them. */
export function lettersTokenizer(
  tokens: Record<string, string> = { mask_token: '[MASK]' },
): Record<'tokenizer.json' | 'tokenizer_config.json', string> {
  return {
    'tokenizer.json': JSON.stringify(tokenizer()),
    'tokenizer_config.json': JSON.stringify({
      tokenizer_class: 'BertTokenizer',
      model_max_length: 16,
      pad_token: '[PAD]',
      ...tokens,
    }),
  };
}

/** The same with a config.json that differs. */
export const withConfig = (files: ModelFiles, changes: Record<string, unknown>) =>
  withJson(files, 'config.json', changes);

export const withTokenizerConfig = (files: ModelFiles, changes: Record<string, unknown>) =>
  withJson(files, 'tokenizer_config.json', changes);

function withJson(files: ModelFiles, path: string, changes: Record<string, unknown>): ModelFiles {
  const config = JSON.parse(String(files[path])) as Record<string, unknown>;
  return { ...files, [path]: JSON.stringify({ ...config, ...changes }) };
}

export function without(files: ModelFiles, path: string): ModelFiles {
  const { [path]: _, ...rest } = files;
  return rest;
}

/** The same with its tensors changed. */
export async function withTensors(
  files: ModelFiles,
  change: (tensors: WritableTensor[]) => WritableTensor[],
): Promise<ModelFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'tensors-'));
  const path = join(folder, 'model.safetensors');
  await writeFile(path, files['model.safetensors']!);
  await writeSafetensors(path, change((await readSafetensors(path)) as WritableTensor[]));
  const changed = await readFile(path);
  await rm(folder, { recursive: true });
  return { ...files, 'model.safetensors': changed };
}

export async function writeModel(folder: string, files: ModelFiles): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

export function tarOfModel(files: ModelFiles, more: readonly TarEntry[] = []): Buffer {
  return makeTar([...Object.entries(files).map(([path, content]) => ({ path, content })), ...more]);
}

function tokenizer(): object {
  const letters = Array.from({ length: VOCABULARY_SIZE - SPECIAL.length }, (_, i) =>
    i < 26 ? letter(i) : `##${letter(i - 26)}`,
  );
  const vocab = Object.fromEntries([...SPECIAL, ...letters].map((piece, id) => [piece, id]));
  const special = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  const ids = (id: string) => ({ id, ids: [vocab[id]], tokens: [id] });
  return {
    version: '1.0',
    added_tokens: SPECIAL.map((content, id) => ({ id, content, special: true, normalized: false })),
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
      single: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')],
      pair: [
        special('[CLS]'),
        { Sequence: { id: 'A', type_id: 0 } },
        special('[SEP]'),
        { Sequence: { id: 'B', type_id: 1 } },
        { SpecialToken: { id: '[SEP]', type_id: 1 } },
      ],
      special_tokens: { '[CLS]': ids('[CLS]'), '[SEP]': ids('[SEP]') },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab,
    },
  };
}

function letter(i: number): string {
  return String.fromCharCode(97 + i);
}
