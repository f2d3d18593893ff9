/** The splits of a data set version, as examples of its task. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { type DatasetTask, SPLITS, type Split, type StoredExample } from '../../../ml/data/example.js';
import { readLines } from '../../../ml/data/lines.js';
import { InputError } from '../../../ml/input-error.js';

export type Splits = Record<Split, StoredExample[]>;

/** Reads `<split>.jsonl` of each split; the test split is left empty where nothing is to be measured on it. */
export async function readSplits(folder: string, evaluateOn: 'test' | 'validation' = 'test'): Promise<Splits> {
  const read = async (split: Split) => {
    const examples: StoredExample[] = [];
    for await (const lines of readLines(createReadStream(join(folder, `${split}.jsonl`)))) {
      for (const line of lines) examples.push(withoutExtras(JSON.parse(line)));
    }
    return examples;
  };
  const unread = evaluateOn === 'validation' ? 'test' : null;
  const [train, validation, test] = await Promise.all(SPLITS.map((split) => (split === unread ? [] : read(split))));
  if (!train!.length) {
    throw new InputError(
      'no-training-examples',
      'The version has no examples in its training split; expected at least one.',
    );
  }
  return { train: train!, validation: validation!, test: test! };
}

/** What training and judging have no use for may be most of a row. */
function withoutExtras({ metadata: _, time: __, ...example }: StoredExample): StoredExample {
  return example as StoredExample<DatasetTask>;
}
