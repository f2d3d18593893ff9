/** The splits of a data set version, read and tokenised for a classifier. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { SPLITS, type Split, type StoredExample } from '../../../ml/data/example.js';
import { readLines } from '../../../ml/data/lines.js';
import { percentile } from '../../../ml/data/percentile.js';
import { InputError } from '../../../ml/input-error.js';
import type { Tokenizer } from '../../../ml/tokenizers/tokenizer.js';
import type { LabelledSequences } from '../../../ml/training/classifier-fine-tuning.js';

export interface LabelledExample {
  id: string;
  text: string;
  textPair: string | undefined;
  /** Class index. */
  label: number;
  weight: number;
}

export type LabelledSplits = Record<Split, LabelledExample[]>;

/** Texts that are looked at to learn how long texts are. */
const LENGTH_SAMPLE = 2000;

export interface EncodedSplit extends LabelledSequences {
  /** Texts that were longer than what is used of them. */
  truncated: number;
}

/** Reads `<split>.jsonl` of each split; labels become indices into `labels`. */
export async function readSplits(folder: string, labels: readonly string[]): Promise<LabelledSplits> {
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const read = async (split: Split) => {
    const examples: LabelledExample[] = [];
    for await (const lines of readLines(createReadStream(join(folder, `${split}.jsonl`)))) {
      for (const line of lines) examples.push(labelled(JSON.parse(line), indexOf));
    }
    return examples;
  };
  const [train, validation, test] = await Promise.all(SPLITS.map(read));
  if (!train!.length) {
    throw new InputError(
      'no-training-examples',
      'The version has no examples in its training split; expected at least one.',
    );
  }
  return { train: train!, validation: validation!, test: test! };
}

function labelled(
  example: StoredExample<'text-classification'>,
  indexOf: ReadonlyMap<string, number>,
): LabelledExample {
  const label = indexOf.get(example.label ?? '');
  if (label === undefined) {
    throw new InputError(
      'label-unknown',
      `The example ${example.id} has the label ${JSON.stringify(example.label)}; expected one of ${[...indexOf.keys()].join(', ')}.`,
    );
  }
  return { id: example.id, text: example.text, textPair: example.textPair, label, weight: example.weight ?? 1 };
}

export function encodeSplit(
  tokenizer: Tokenizer,
  examples: readonly LabelledExample[],
  maxLength: number,
): EncodedSplit {
  const encodings = examples.map(({ text, textPair }) => tokenizer.encode(text, textPair, { maxLength }));
  return {
    sequences: encodings,
    labels: examples.map(({ label }) => label),
    weights: examples.map(({ weight }) => weight),
    truncated: encodings.filter(({ truncated }) => truncated).length,
  };
}

/** The 95th percentile of the texts' lengths in tokens, up to `limit`, from an even sample. */
export function tokensP95(tokenizer: Tokenizer, examples: readonly LabelledExample[], limit: number): number {
  const stride = Math.max(1, Math.floor(examples.length / LENGTH_SAMPLE));
  const lengths = examples
    .filter((_, row) => row % stride === 0)
    .map(({ text, textPair }) => tokenizer.encode(text, textPair, { maxLength: limit }).inputIds.length);
  return percentile(lengths, 0.95);
}
