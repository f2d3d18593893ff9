/** What `mini-en` is and how it is pretrained. */

/** Its `config.json`. */
export const MINI_EN = {
  architectures: ['BertForMaskedLM'],
  model_type: 'bert',
  vocab_size: 8000,
  hidden_size: 256,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  intermediate_size: 1024,
  max_position_embeddings: 512,
  type_vocab_size: 2,
  hidden_act: 'gelu',
  hidden_dropout_prob: 0.1,
  attention_probs_dropout_prob: 0.1,
  layer_norm_eps: 1e-12,
  initializer_range: 0.02,
  pad_token_id: 0,
  torch_dtype: 'float16',
} as const;

export const PRETRAINING = {
  seed: 1,
  steps: 40_000,
  /** The learning rate rises over the first steps, stays, and falls to zero over the last ones. */
  warmupSteps: 1_000,
  cooldownSteps: 8_000,
  learningRate: 1e-3,
  weightDecay: 0.01,
  beta2: 0.98,
  maxGradNorm: 1,
  maskedShare: 0.2,
  /** Standard deviation of the first weights: with 0.02, as wide networks start, attention stays even for long. */
  initialDeviation: 0.05,
  /** The first layer starts with heads that look at what stands before and behind. */
  localHeads: { offsets: [-1, 1, -3, 3], gain: 1.6 },
  /**
   * Small batches of short passages first: early on, what counts is the number of updates. Then larger ones, of all lengths
   * in turn, so that every position is trained.
   */
  stages: [
    { until: 15_000, shapes: [{ rows: 16, length: 128 }] },
    {
      until: Number.POSITIVE_INFINITY,
      shapes: [
        { rows: 32, length: 128 },
        { rows: 16, length: 256 },
        { rows: 32, length: 128 },
        { rows: 8, length: 512 },
      ],
    },
  ],
  validationShape: { rows: 32, length: 128 },
  validationBatches: 24,
  evaluateEvery: 1_000,
  checkpointEvery: 500,
  logEvery: 100,
};
