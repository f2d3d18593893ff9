import { z } from 'zod';

/** The part of BERT's `config.json` that the forward pass depends on; other keys are kept as they are. */
export const BertConfig = z
  .looseObject({
    model_type: z.literal('bert'),
    vocab_size: z.int().positive(),
    hidden_size: z.int().positive().multipleOf(4),
    num_hidden_layers: z.int().positive(),
    num_attention_heads: z.int().positive(),
    intermediate_size: z.int().positive(),
    max_position_embeddings: z.int().positive(),
    type_vocab_size: z.int().positive(),
    hidden_act: z.literal('gelu').default('gelu'),
    hidden_dropout_prob: z.number().min(0).lt(1).default(0.1),
    attention_probs_dropout_prob: z.number().min(0).lt(1).default(0.1),
    classifier_dropout: z.number().min(0).lt(1).nullish(),
    layer_norm_eps: z.number().positive().default(1e-12),
    initializer_range: z.number().positive().default(0.02),
    position_embedding_type: z.literal('absolute').default('absolute'),
  })
  .refine((config) => config.hidden_size % config.num_attention_heads === 0, {
    message: 'hidden_size must be a multiple of num_attention_heads',
  });
export type BertConfig = z.infer<typeof BertConfig>;
