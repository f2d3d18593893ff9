/** Small networks, configured as those that people download, with tokenizers out of `../tokenizers`. */

/** Fresh heads are drawn as widely as the rest, so that logits are not all but nought. */
const WIDE = { initializer_range: 0.3 };

const BERT = {
  ...WIDE,
  hidden_size: 24,
  num_hidden_layers: 2,
  num_attention_heads: 3,
  intermediate_size: 48,
  type_vocab_size: 2,
  hidden_act: 'gelu',
};
const WORDPIECE = {
  tokenizer: 'wordpiece-uncased',
  tokenizerConfig: {
    tokenizer_class: 'BertTokenizer',
    do_lower_case: true,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
    cls_token: '[CLS]',
    sep_token: '[SEP]',
    mask_token: '[MASK]',
    model_max_length: 64,
  },
};
const END = '<|endoftext|>';
const ENDED = { bos_token: END, eos_token: END, unk_token: END, model_max_length: 64 };

export const BASES = {
  bert: {
    ...WORDPIECE,
    config: { ...BERT, model_type: 'bert', architectures: ['BertModel'], max_position_embeddings: 64 },
  },
  roberta: {
    config: {
      ...BERT,
      model_type: 'roberta',
      architectures: ['RobertaModel'],
      max_position_embeddings: 66,
      type_vocab_size: 1,
      pad_token_id: 1,
      bos_token_id: 0,
      eos_token_id: 2,
    },
    tokenizer: 'byte-level-roberta',
    tokenizerConfig: {
      tokenizer_class: 'RobertaTokenizer',
      bos_token: '<s>',
      cls_token: '<s>',
      eos_token: '</s>',
      sep_token: '</s>',
      unk_token: '<unk>',
      pad_token: '<pad>',
      mask_token: '<mask>',
      add_prefix_space: false,
      model_max_length: 64,
    },
  },
  distilbert: {
    ...WORDPIECE,
    tokenizerConfig: { ...WORDPIECE.tokenizerConfig, tokenizer_class: 'DistilBertTokenizer' },
    config: {
      ...WIDE,
      model_type: 'distilbert',
      architectures: ['DistilBertModel'],
      dim: 24,
      n_layers: 2,
      n_heads: 3,
      hidden_dim: 48,
      max_position_embeddings: 64,
      activation: 'gelu',
    },
  },
  // As these are downloaded: without a padding token.
  gpt2: {
    tokenizer: 'byte-level-gpt2',
    tokenizerConfig: { tokenizer_class: 'GPT2Tokenizer', ...ENDED },
    config: {
      ...WIDE,
      model_type: 'gpt2',
      architectures: ['GPT2LMHeadModel'],
      n_embd: 24,
      n_layer: 2,
      n_head: 3,
      n_positions: 64,
      bos_token_id: 0,
      eos_token_id: 0,
    },
  },
  llama: {
    tokenizer: 'byte-level-gpt2',
    tokenizerConfig: {
      tokenizer_class: 'PreTrainedTokenizerFast',
      model_input_names: ['input_ids', 'attention_mask'],
      ...ENDED,
    },
    config: {
      ...WIDE,
      model_type: 'llama',
      architectures: ['LlamaForCausalLM'],
      hidden_size: 24,
      intermediate_size: 48,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      num_key_value_heads: 2,
      max_position_embeddings: 64,
      hidden_act: 'silu',
      rms_norm_eps: 1e-5,
      rope_theta: 10_000,
      tie_word_embeddings: true,
      bos_token_id: 0,
      eos_token_id: 0,
    },
  },
};
