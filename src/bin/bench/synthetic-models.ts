/** A BERT classifier of random weights, as large as a benchmark asks for. */
import type { Architecture } from '../../ml/architectures/architecture.js';
import { architectureFor } from '../../ml/architectures/registry.js';
import type { TokenSequence } from '../../ml/tasks/token-batch.js';

export interface SyntheticShape {
  layers: number;
  hidden: number;
  /** Width of an attention head. */
  headWidth: number;
}

const VOCABULARY = 30_522;

export function syntheticBert({ layers, hidden, headWidth }: SyntheticShape): Architecture {
  return architectureFor({
    model_type: 'bert',
    vocab_size: VOCABULARY,
    hidden_size: hidden,
    num_hidden_layers: layers,
    num_attention_heads: hidden / headWidth,
    intermediate_size: 4 * hidden,
    max_position_embeddings: 512,
    type_vocab_size: 2,
    hidden_dropout_prob: 0.1,
    attention_probs_dropout_prob: 0.1,
  });
}

export function syntheticSequences(batch: number, seq: number): TokenSequence[] {
  return Array.from({ length: batch }, (_, row) => ({
    inputIds: Array.from({ length: seq }, (_, column) => (row * 7919 + column * 104_729) % 30_000),
  }));
}
