/** The tokenised corpus: shards of little-endian uint16 ids, documents separated by [SEP]. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Feeds } from '../../ml/engine/engine.js';
import { Random } from '../../ml/random.js';
import { packedFeeds, tokenFeeds } from '../../ml/tasks/token-batch.js';
import type { TrainingBatch } from '../../ml/training/train.js';
import { maskTokens, type PassageMasking } from './mask-tokens.js';
import { PRETRAINING } from './mini-en.js';
import { SPECIAL_TOKENS } from './vocabulary.js';

export interface SpecialTokens extends PassageMasking {
  startId: number;
  separatorId: number;
  padId: number;
}

/** Special tokens and size of the vocabulary of a tokenizer's folder. */
export async function readSpecialTokens(tokenizer: string): Promise<SpecialTokens> {
  const { model } = JSON.parse(await readFile(join(tokenizer, 'tokenizer.json'), 'utf8'));
  const id = (token: (typeof SPECIAL_TOKENS)[number]): number => model.vocab[token];
  return {
    padId: id('[PAD]'),
    startId: id('[CLS]'),
    separatorId: id('[SEP]'),
    maskId: id('[MASK]'),
    specialIds: new Set(SPECIAL_TOKENS.map(id)),
    vocabSize: Object.keys(model.vocab).length,
    share: PRETRAINING.maskedShare,
  };
}

export class TokenShards {
  private constructor(
    readonly ids: Uint16Array,
    readonly special: SpecialTokens,
  ) {}

  /** Reads the shards of a folder whose names begin with `prefix`. */
  static async read(folder: string, prefix: string, special: SpecialTokens): Promise<TokenShards> {
    const names = (await readdir(folder)).filter((name) => name.startsWith(prefix) && name.endsWith('.bin')).sort();
    if (!names.length)
      throw new Error(`${folder} has no ${prefix}*.bin; make the corpus first (see docs/pretraining.md)`);
    const bytes = Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))));
    return new TokenShards(new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2), special);
  }

  /** Logarithm of each token's share of the text, none taken for absent: [vocabulary]. */
  logFrequencies(): Float32Array {
    const counts = new Float64Array(this.special.vocabSize).fill(1);
    for (const id of this.ids) counts[id]! += 1;
    return Float32Array.from(counts, (count) => Math.log(count / (this.ids.length + counts.length)));
  }

  /**
   * `rows` passages of `length` ids from random places, between [CLS] and [SEP], with tokens hidden. At `summaryShare` of the
   * loss each [CLS] predicts one of them.
   */
  maskedBatch(rows: number, length: number, random: Random, summaryShare = 0): TrainingBatch {
    const body = length - 2;
    const sequences = Array.from({ length: rows }, () => {
      const start = random.below(this.ids.length - body);
      const sequence = new Int32Array(length);
      sequence[0] = this.special.startId;
      sequence.set(this.ids.subarray(start, start + body), 1);
      sequence[length - 1] = this.special.separatorId;
      return sequence;
    });
    const masked = maskTokens(sequences, length, this.special, random);
    const targets = summaryShare ? withSummaries(masked, { rows, length, share: summaryShare }, random) : masked;
    const feeds = tokenFeeds(
      sequences.map((inputIds) => ({ inputIds })),
      length,
      this.special.padId,
    );
    const places = rows * length;
    return { parts: [{ ...packedFeeds(feeds), ...targets }], tokens: places, places };
  }
}

/** Adds to masked targets that the first token of each row predicts one of the row's hidden tokens. */
function withSummaries(
  { positions, labels, inverse, label_weights }: Feeds,
  { rows, length, share }: { rows: number; length: number; share: number },
  random: Random,
): Feeds {
  const hidden = Array.from({ length: rows }, (): number[] => []);
  positions!.data.forEach((position, i) => {
    hidden[Math.floor(position / length)]!.push(labels!.data[i]!);
  });
  const summed = hidden.flatMap((tokens, row) => (tokens.length ? [{ row, tokens }] : []));
  const count = positions!.data.length;
  const total = count + summed.length;
  const places = inverse!.data.map((index) => (index === count ? total : index));
  summed.forEach(({ row }, i) => {
    places[row * length] = count + i;
  });
  const all = (masked: ArrayLike<number>, added: number[]) => [...Array.from(masked), ...added];
  const weights = all(
    label_weights!.data.map((weight) => weight * (1 - share)),
    summed.map(() => share / summed.length),
  );
  const chosen = summed.map(({ tokens }) => tokens[random.below(tokens.length)]!);
  return {
    positions: {
      data: Int32Array.from(
        all(
          positions!.data,
          summed.map(({ row }) => row * length),
        ),
      ),
      shape: [total],
    },
    inverse: { data: places, shape: inverse!.shape },
    labels: { data: Int32Array.from(all(labels!.data, chosen)), shape: [total] },
    label_weights: { data: Float32Array.from(weights), shape: [total] },
  };
}
