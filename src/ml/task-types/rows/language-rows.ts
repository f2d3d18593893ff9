/** Rows of language models: losses of chosen tokens. */
import type { Feeds, OutputTensor } from '../../engine/engine.js';
import { Random } from '../../random.js';
import { packedFeeds, tokenFeeds } from '../../tasks/token-batch.js';
import {
  type ChosenToken,
  chosenTokenFeeds,
  hideable,
  hideTokens,
  type MaskingOptions,
} from '../../tasks/token-objectives.js';
import { type EncodedRow, EncodedRows } from './encoded-rows.js';

abstract class LanguageRows<Row extends EncodedRow> extends EncodedRows<Row> {
  override get scored(): boolean {
    return true;
  }

  /** Losses of each row's chosen tokens, in nats. */
  override split(output: OutputTensor, rows: readonly number[]): Float32Array[] {
    let start = 0;
    return rows.map((row) => {
      const count = this.chosen(row);
      start += count;
      return output.data.slice(start - count, start);
    });
  }

  override mass(row: number): number {
    return this.rows[row]!.weight * this.chosen(row);
  }

  /** Tokens of a row that are predicted. */
  protected abstract chosen(row: number): number;
}

export interface CausalRow extends EncodedRow {
  /** Places of the tokens that the model is to learn to write; never the first. */
  learned: readonly number[];
}

/** Each learned token is predicted from those before it. */
export class CausalRows extends LanguageRows<CausalRow> {
  protected override chosen(row: number): number {
    return this.rows[row]!.learned.length;
  }

  override inputs(rows: readonly number[], length: number): Feeds {
    return { ...super.inputs(rows, length), ...this.targets(rows, length, 1) };
  }

  override targets(rows: readonly number[], length: number, total: number): Feeds {
    const chosen = rows.map((row) => {
      const { learned, sequence, weight } = this.rows[row]!;
      return learned.map(
        (place): ChosenToken => ({ place: place - 1, label: sequence.inputIds[place]!, share: weight / total }),
      );
    });
    return chosenTokenFeeds(chosen, length);
  }
}

/** Share of a row's tokens that are hidden, as BERT was trained. */
export const MASKED_SHARE = 0.15;
/** Keeps the draws apart from others of the same seed, and those of evaluations from those of training. */
const TRAINING_STREAM = 2 ** 34;
const EVALUATION_STREAM = 2 ** 35;

/** Of so many tokens that stand for text, how many are hidden: one at least. */
export const predictionsOf = (tokens: number): number =>
  Math.min(tokens, Math.max(1, Math.round(MASKED_SHARE * tokens)));

/** Tokens are hidden anew at each training step; in evaluations always the same ones. */
export class MaskedRows extends LanguageRows<EncodedRow> {
  readonly #counts: readonly number[];

  constructor(
    rows: readonly EncodedRow[],
    padId: number,
    truncated: number,
    private readonly masking: MaskingOptions,
    private readonly seed: number,
  ) {
    super(rows, padId, truncated);
    this.#counts = rows.map(({ sequence: { inputIds } }) =>
      predictionsOf(hideable(inputIds, masking.specialIds).length),
    );
  }

  protected override chosen(row: number): number {
    return this.#counts[row]!;
  }

  override inputs(rows: readonly number[], length: number): Feeds {
    return this.#masked(rows, length, 1, (row) => new Random(this.seed, EVALUATION_STREAM + row));
  }

  override batch(rows: readonly number[], length: number, total: number, draw: number): Feeds {
    const random = new Random(this.seed, TRAINING_STREAM + draw);
    return packedFeeds(this.#masked(rows, length, total, () => random));
  }

  override targets(): Feeds {
    throw new Error('targets of hidden tokens come with the inputs that they are hidden in');
  }

  #masked(rows: readonly number[], length: number, total: number, randomOf: (row: number) => Random): Feeds {
    const hidden = rows.map((row) => {
      const { sequence, weight } = this.rows[row]!;
      const { inputIds, places } = hideTokens(sequence.inputIds, this.#counts[row]!, this.masking, randomOf(row));
      const chosen = places.map(
        (place): ChosenToken => ({ place, label: sequence.inputIds[place]!, share: weight / total }),
      );
      return { sequence: { ...sequence, inputIds }, chosen };
    });
    return {
      ...tokenFeeds(
        hidden.map(({ sequence }) => sequence),
        length,
        this.padId,
      ),
      ...chosenTokenFeeds(
        hidden.map(({ chosen }) => chosen),
        length,
      ),
    };
  }
}
