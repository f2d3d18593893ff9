/** What a classifier is trained on: token sequences, or the states that its frozen part gave for them. */
import type { Feeds, FunctionRunner } from '../engine/engine.js';
import { batchedLogits } from '../inference/batched-logits.js';
import { type TokenSequence, tokenFeeds } from '../tasks/token-batch.js';

export interface ClassifierInputs {
  /** Tokens of each row. */
  lengths: readonly number[];
  /** Rows of a batch, padded to `length` tokens. */
  feeds(rows: readonly number[], length: number): Feeds;
  /** Logits of every row: [rows, classes]. */
  logits(runner: FunctionRunner): Promise<Float32Array[]>;
}

const EVALUATION_TOKEN_BUDGET = 4096;

export class TokenInputs implements ClassifierInputs {
  readonly lengths: readonly number[];

  constructor(
    private readonly sequences: readonly TokenSequence[],
    private readonly padId: number,
  ) {
    this.lengths = sequences.map(({ inputIds }) => inputIds.length);
  }

  feeds(rows: readonly number[], length: number): Feeds {
    const sequences = rows.map((row) => this.sequences[row]!);
    return tokenFeeds(sequences, length, this.padId);
  }

  logits(runner: FunctionRunner): Promise<Float32Array[]> {
    return batchedLogits(runner, this.sequences, { padId: this.padId, tokenBudget: EVALUATION_TOKEN_BUDGET });
  }
}

const FEATURE_ROWS_AT_ONCE = 1024;

export class FeatureInputs implements ClassifierInputs {
  constructor(
    private readonly features: readonly Float32Array[],
    /** Of the sequences that they were computed from: what progress is counted in. */
    readonly lengths: readonly number[],
  ) {}

  feeds(rows: readonly number[]): Feeds {
    const width = this.features[0]!.length;
    const data = new Float32Array(rows.length * width);
    rows.forEach((row, i) => {
      data.set(this.features[row]!, i * width);
    });
    return { features: { data, shape: [rows.length, width] } };
  }

  async logits(runner: FunctionRunner): Promise<Float32Array[]> {
    const logits: Float32Array[] = [];
    for (let start = 0; start < this.features.length; start += FEATURE_ROWS_AT_ONCE) {
      const count = Math.min(FEATURE_ROWS_AT_ONCE, this.features.length - start);
      const output = (await runner.run(this.feeds(Array.from({ length: count }, (_, i) => start + i)))).logits!;
      const classes = output.data.length / count;
      for (let i = 0; i < count; i++) logits.push(output.data.slice(i * classes, (i + 1) * classes));
    }
    return logits;
  }
}
