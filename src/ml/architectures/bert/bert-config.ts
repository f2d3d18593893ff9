import { z } from 'zod';
import { type EncoderShape, PrunedHeads } from '../blocks/post-norm-encoder.js';

const rate = z.number().min(0).lt(1);

/** The part of `config.json` that the forward pass depends on, of BERT and its kin; other keys are kept as they are. */
export const BertConfigFields = z.looseObject({
  vocab_size: z.int().positive(),
  hidden_size: z.int().positive().multipleOf(4),
  num_hidden_layers: z.int().positive(),
  num_attention_heads: z.int().positive(),
  intermediate_size: z.int().positive(),
  max_position_embeddings: z.int().positive(),
  type_vocab_size: z.int().positive(),
  hidden_act: z.literal('gelu').default('gelu'),
  hidden_dropout_prob: rate.default(0.1),
  attention_probs_dropout_prob: rate.default(0.1),
  classifier_dropout: rate.nullish(),
  layer_norm_eps: z.number().positive().default(1e-12),
  initializer_range: z.number().positive().default(0.02),
  pruned_heads: PrunedHeads.optional(),
  position_embedding_type: z.literal('absolute').default('absolute'),
});
type BertConfigFields = z.infer<typeof BertConfigFields>;

/** Adds the one condition that concerns two fields. */
export const headsDivideWidth = <T extends BertConfigFields>(schema: z.ZodType<T>): z.ZodType<T> =>
  schema.refine((config) => config.hidden_size % config.num_attention_heads === 0, {
    message: 'hidden_size must be a multiple of num_attention_heads',
  });

export const BertConfig = headsDivideWidth(BertConfigFields.extend({ model_type: z.literal('bert') }));
export type BertConfig = z.infer<typeof BertConfig>;

export const bertShape = (config: BertConfigFields): EncoderShape => ({
  layers: config.num_hidden_layers,
  width: config.hidden_size,
  heads: config.num_attention_heads,
  prunedHeads: config.pruned_heads,
  inner: config.intermediate_size,
  vocabulary: config.vocab_size,
  positions: config.max_position_embeddings,
  firstPosition: 0,
  tokenTypes: config.type_vocab_size,
  epsilon: config.layer_norm_eps,
  hiddenDropout: config.hidden_dropout_prob,
  attentionOutputDropout: config.hidden_dropout_prob,
  attentionDropout: config.attention_probs_dropout_prob,
});

export const withBertDropout = <T extends BertConfigFields>(config: T, dropout: number): T => ({
  ...config,
  hidden_dropout_prob: dropout,
  attention_probs_dropout_prob: dropout,
  classifier_dropout: dropout,
});

/** Of what a classifier's last layer reads. */
export const bertClassifierDropout = ({ classifier_dropout, hidden_dropout_prob }: BertConfigFields): number =>
  classifier_dropout ?? hidden_dropout_prob;
