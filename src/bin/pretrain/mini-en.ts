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
  /**
   * In each cycle the learning rate rises over the first steps, stays, and falls to zero over the last `cooldown`. From the
   * second on the first token predicts one of the hidden ones of its passage, at `summaryShare` of the loss: so it learns to
   * stand for the whole, which is what classifiers read it for.
   */
  cycles: [
    { until: 9_500, cooldown: 2_500, summaryShare: 0 },
    { until: 18_500, cooldown: 4_500, summaryShare: 0.2 },
  ],
  warmupSteps: 300,
  learningRate: 1e-3,
  weightDecay: 0.01,
  beta2: 0.98,
  maxGradNorm: 1,
  /** Above BERT's 15 %: more to learn from each passage (Wettig et al., 2023, arXiv:2202.08005). */
  maskedShare: 0.3,
  /** Standard deviation of the first weights: with 0.02, as wide networks start, attention stays even for long. */
  initialDeviation: 0.05,
  /** The first layer starts with heads that look at what stands before and behind. */
  localHeads: { offsets: [-1, 1, -3, 3], gain: 1.6 },
  /**
   * Short passages first: there attention has less to choose from, and learns sooner what is near. Then longer ones, and in
   * the end all lengths in turn, so that every position is trained. Every batch has as many tokens.
   */
  stages: [
    { until: 2_000, shapes: [{ rows: 64, length: 32 }] },
    { until: 6_000, shapes: [{ rows: 32, length: 64 }] },
    {
      until: Number.POSITIVE_INFINITY,
      shapes: [
        { rows: 16, length: 128 },
        { rows: 8, length: 256 },
        { rows: 16, length: 128 },
        { rows: 4, length: 512 },
      ],
    },
  ],
  validationShape: { rows: 32, length: 128 },
  validationBatches: 24,
  evaluateEvery: 1_000,
  checkpointEvery: 500,
  logEvery: 100,
};
