import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { architectureFor } from '../../src/ml/architectures/registry.js';
import { writeSafetensors } from '../../src/ml/artifact/safetensors-writer.js';
import { elementCount } from '../../src/ml/artifact/tensor.js';
import { fillFreshWeight } from '../../src/ml/training/fresh-weights.js';
import type { ModelFiles } from './tiny-model.js';

const END = '<|endoftext|>';
const LETTERS = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i));
const SPACE = 'Ġ';

/** A template that writes each message after its role in angle brackets. */
export const BRACKETS =
  "{% for message in messages %}<{{ message['role'] }}>{{ message['content'] }}{{ eos_token }}{% endfor %}" +
  '{% if add_generation_prompt %}<assistant>{% endif %}';

/** A GPT-2 of two layers with random weights, which reads 64 tokens: bytes, and letters after a space. */
export async function tinyWriter(chatTemplate?: string): Promise<ModelFiles> {
  const tokenizer = byteLevelTokenizer();
  const config = {
    architectures: ['GPT2LMHeadModel'],
    model_type: 'gpt2',
    vocab_size: Object.keys(tokenizer.model.vocab).length,
    n_positions: 64,
    n_embd: 24,
    n_layer: 2,
    n_head: 3,
    initializer_range: 0.1,
  };
  return {
    'config.json': JSON.stringify(config),
    'model.safetensors': await freshWeights(config),
    'tokenizer.json': JSON.stringify(tokenizer),
    'tokenizer_config.json': JSON.stringify({
      tokenizer_class: 'GPT2Tokenizer',
      model_max_length: 64,
      bos_token: END,
      eos_token: END,
      ...(chatTemplate && { chat_template: chatTemplate }),
    }),
  };
}

async function freshWeights(config: { initializer_range: number }): Promise<Buffer> {
  const tensors = architectureFor(config).weights.map((spec, stream) => {
    const data = new Float32Array(elementCount(spec.shape));
    fillFreshWeight(data, spec, { seed: 1, stream, deviation: config.initializer_range });
    return { name: spec.name, shape: spec.shape, dtype: 'F32' as const, data };
  });
  const folder = await mkdtemp(join(tmpdir(), 'writer-'));
  try {
    await writeSafetensors(join(folder, 'model.safetensors'), tensors);
    return await readFile(join(folder, 'model.safetensors'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function byteLevelTokenizer() {
  const pieces = [END, ...byteCharacters(), ...LETTERS.map((letter) => SPACE + letter)];
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: '1.0',
    added_tokens: [
      { id: 0, content: END, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
    ],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: byteLevel,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
      merges: LETTERS.map((letter) => `${SPACE} ${letter}`),
    },
  };
}

/** The characters that byte-level vocabularies write bytes with: printable ones as they are, the others from U+0100 on. */
function byteCharacters(): string[] {
  let others = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCharCode(printable ? byte : 256 + others++);
  });
}
