import { z } from 'zod';
import type { ModelSizes } from '../model-sizes.js';

/** The part of `config.json` that the forward pass depends on; other keys are kept as they are. */
const Fields = z.looseObject({
  vocab_size: z.int().positive(),
  hidden_size: z.int().positive().multipleOf(4),
  intermediate_size: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  num_attention_heads: z.int().positive(),
  num_key_value_heads: z.int().positive().nullish(),
  head_dim: z.int().positive().multipleOf(2).nullish(),
  max_position_embeddings: z.int().positive(),
  hidden_act: z.literal('silu').default('silu'),
  rms_norm_eps: z.number().positive().default(1e-6),
  rope_theta: z.number().positive().default(10_000),
  rope_scaling: z.null({ error: 'scaled rotary positions are not supported; expected null' }).optional(),
  attention_dropout: z.number().min(0).lt(1).default(0),
  /** Before the head that labels tokens. */
  classifier_dropout: z.number().min(0).lt(1).default(0.1),
  initializer_range: z.number().positive().default(0.02),
  tie_word_embeddings: z.boolean().default(false),
});

const Llama = Fields.extend({
  model_type: z.literal('llama'),
  attention_bias: z.boolean().default(false),
  mlp_bias: z.literal(false).default(false),
});
const Mistral = Fields.extend({ model_type: z.literal('mistral'), sliding_window: z.int().positive().nullish() });
const Qwen2 = Fields.extend({ model_type: z.literal('qwen2'), use_sliding_window: z.literal(false).default(false) });

const shares = <T extends z.infer<typeof Fields>>(schema: z.ZodType<T>) =>
  schema
    .refine((config) => config.hidden_size % config.num_attention_heads === 0 || config.head_dim, {
      message: 'hidden_size must be a multiple of num_attention_heads where head_dim does not say otherwise',
    })
    .refine((config) => config.num_attention_heads % (config.num_key_value_heads ?? 1) === 0, {
      message: 'num_attention_heads must be a multiple of num_key_value_heads',
    });

export const LlamaConfig = {
  llama: shares(Llama),
  mistral: shares(Mistral),
  qwen2: shares(Qwen2),
};
export type LlamaConfig = z.infer<typeof Llama | typeof Mistral | typeof Qwen2>;

export const keyValueHeads = (config: LlamaConfig) => config.num_key_value_heads ?? config.num_attention_heads;
export const headWidth = (config: LlamaConfig) => config.head_dim ?? config.hidden_size / config.num_attention_heads;

/** Which of a layer's projections have a bias. */
export function biases(config: LlamaConfig): { queryKeyValue: boolean; output: boolean } {
  const all = config.model_type === 'llama' && config.attention_bias;
  return { queryKeyValue: all || config.model_type === 'qwen2', output: all };
}

export const llamaSizes = (config: LlamaConfig): Omit<ModelSizes, 'layerParameters'> => ({
  layers: config.num_hidden_layers,
  width: config.hidden_size,
  heads: config.num_attention_heads,
  inner: config.intermediate_size,
  // Within its window a sliding one is none.
  maxLength: Math.min(
    config.max_position_embeddings,
    (config.model_type === 'mistral' && config.sliding_window) || Number.POSITIVE_INFINITY,
  ),
});
