/** The README of the base model: what it is, what it saw, how its loss went, what it is no good for. */
import { type MINI_EN, PRETRAINING } from './mini-en.js';

/** A line of the training log. */
export interface LogEntry {
  step: number;
  loss?: number;
  heldOutLoss?: number;
}

export interface BaseModelRun {
  config: typeof MINI_EN;
  parameters: number;
  steps: number;
  log: readonly LogEntry[];
}

/** Rows of the table of losses. */
const LOSS_ROWS = 12;

export function baseModelCard({ config, parameters, steps, log }: BaseModelRun): string {
  const seen = tokensSeen(steps);
  const heldOut = log.filter((entry) => entry.heldOutLoss !== undefined);
  const last = heldOut.at(-1);
  const rows = evenly(heldOut, LOSS_ROWS).map(
    ({ step, heldOutLoss }) => `| ${number(step)} | ${millions(tokensSeen(step))} | ${heldOutLoss!.toFixed(3)} |`,
  );
  return `---
library_name: transformers
pipeline_tag: fill-mask
language: en
license: apache-2.0
tags:
  - temper
---

# mini-en

A small English BERT to fine-tune: ${config.num_hidden_layers} layers of ${config.hidden_size}, ${config.num_attention_heads} heads, ${number(config.vocab_size)} uncased word pieces, ${number(parameters)} parameters, up to ${config.max_position_embeddings} tokens.
It was pretrained with masked language modelling by Temper's own trainer on two CPU cores, from word vectors counted in the same text and otherwise random
weights, and ships in half precision.

## Data

131 MB of text from packages of the npm registry and of Debian whose licences permit an Apache-2.0 product; [CORPUS.md](CORPUS.md) lists each with
what was taken. There is no mail in it.

## Training

${number(steps)} steps of AdamW (learning rate ${PRETRAINING.learningRate}, weight decay ${PRETRAINING.weightDecay}), ${millions(seen)} million tokens seen, ${Math.round(100 * PRETRAINING.maskedShare)} % of them to be predicted; seed ${PRETRAINING.seed}.
\`src/bin/pretrain/mini-en.ts\` has every number of the schedule, and \`docs/pretraining.md\` the commands that make it again. Loss on held-out text, in nats a
hidden token of passages of ${PRETRAINING.validationShape.length}; training begins with shorter ones${last ? ` (at the end ${last.heldOutLoss!.toFixed(3)}, a perplexity of ${Math.exp(last.heldOutLoss!).toFixed(1)})` : ''}:

| step | tokens seen, millions | held-out loss |
|---:|---:|---:|
${rows.join('\n')}

## Limits

- It has seen little text, and that mostly formal: books, speeches, sermons, definitions and software manuals. Expect less on chat, on recent events and on
  anything but English.
- Texts are lowercased and accents stripped.
- Text of past centuries carries views of its time; whatever is fine-tuned from this model may show them.
- It is for fine-tuning. Its own guesses at hidden words are worth little.
`;
}

/** Tokens of all batches of the first `steps` steps. */
export function tokensSeen(steps: number): number {
  let tokens = 0;
  let from = 0;
  for (const { until, shapes } of PRETRAINING.stages) {
    const to = Math.min(until, steps);
    for (let step = from; step < to; step++) {
      const { rows, length } = shapes[step % shapes.length]!;
      tokens += rows * length;
    }
    from = Math.max(from, to);
  }
  return tokens;
}

/** At most `count` entries, the first and the last among them. */
function evenly<T>(entries: readonly T[], count: number): T[] {
  if (entries.length <= count) return [...entries];
  return Array.from({ length: count }, (_, i) => entries[Math.round((i * (entries.length - 1)) / (count - 1))]!);
}

const number = (value: number) => value.toLocaleString('en');
const millions = (value: number) => (value / 1e6).toFixed(1);
