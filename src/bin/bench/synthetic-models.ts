/** Networks of random weights, as large as a benchmark asks for, and texts for them. */
import type { Architecture } from '../../ml/architectures/architecture.js';
import { architectureFor } from '../../ml/architectures/registry.js';
import type { TokenSequence } from '../../ml/tasks/token-batch.js';

export interface SyntheticShape {
  layers: number;
  hidden: number;
  /** Width of an attention head. */
  headWidth: number;
}

const MAX_LENGTH = 1024;

/** A BERT with the vocabulary of bert-base-uncased. */
export function syntheticBert({ layers, hidden, headWidth }: SyntheticShape): Architecture {
  return architectureFor({
    model_type: 'bert',
    vocab_size: 30_522,
    hidden_size: hidden,
    num_hidden_layers: layers,
    num_attention_heads: hidden / headWidth,
    intermediate_size: 4 * hidden,
    max_position_embeddings: 512,
    type_vocab_size: 2,
  });
}

/** A GPT-2 with the vocabulary of gpt2. */
export function syntheticGpt2({ layers, hidden, headWidth }: SyntheticShape): Architecture {
  return architectureFor({
    model_type: 'gpt2',
    vocab_size: 50_257,
    n_embd: hidden,
    n_layer: layers,
    n_head: hidden / headWidth,
    n_positions: MAX_LENGTH,
  });
}

/** A Llama with the vocabulary of Llama 2; four heads share their keys and values, as in TinyLlama, where there are as many. */
export function syntheticLlama({ layers, hidden, headWidth }: SyntheticShape): Architecture {
  const heads = hidden / headWidth;
  return architectureFor({
    model_type: 'llama',
    vocab_size: 32_000,
    hidden_size: hidden,
    intermediate_size: (11 * hidden) / 4,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    num_key_value_heads: heads % 4 === 0 ? heads / 4 : heads,
    max_position_embeddings: 2 * MAX_LENGTH,
  });
}

/** Token ids that differ from row to row; the first row has `seq` tokens, the last `shortest`, those between something between. */
export function syntheticSequences(batch: number, seq: number, shortest = seq): TokenSequence[] {
  return Array.from({ length: batch }, (_, row) => {
    const length = batch === 1 ? seq : Math.round(seq - ((seq - shortest) * row) / (batch - 1));
    return { inputIds: Array.from({ length }, (_, column) => (row * 7919 + column * 104_729) % 30_000) };
  });
}
