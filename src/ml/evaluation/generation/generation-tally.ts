import type { Tally } from '../tally.js';
import { bleuOf } from './bleu.js';
import { chrfOf } from './chrf.js';
import { COLUMNS, type GenerationOutcomes } from './generation-outcomes.js';

/** Metrics of a text generator, by the names of the HTTP contract. */
export const GENERATION_METRICS = ['loss', 'bleu', 'chrf', 'rougeL', 'exactMatch', 'perplexity'] as const;
export type GenerationMetric = (typeof GENERATION_METRICS)[number];

/** The sums from which every metric of a text generator follows. */
export class GenerationTally implements Tally<GenerationMetric> {
  private rows = 0;
  private readonly sums = new Float64Array(COLUMNS.end);

  constructor(private readonly outcomes: GenerationOutcomes) {}

  static of(outcomes: GenerationOutcomes): GenerationTally {
    const tally = new GenerationTally(outcomes);
    for (let row = 0; row < outcomes.rows; row++) tally.add(row);
    return tally;
  }

  add(row: number): void {
    const { statistics } = this.outcomes;
    for (let column = 0; column < COLUMNS.end; column++) {
      this.sums[column]! += statistics[row * COLUMNS.end + column]!;
    }
    this.rows += 1;
  }

  /** Tokens in the references. */
  tokens(): number {
    return this.sums[COLUMNS.tokens]!;
  }

  /** Rows that are exactly right. */
  correct(): number {
    return this.sums[COLUMNS.exact]!;
  }

  metrics(): Record<GenerationMetric, number> {
    const loss = this.sums[COLUMNS.nats]! / this.tokens();
    return {
      loss,
      bleu: bleuOf(this.sums.subarray(COLUMNS.bleu, COLUMNS.chrf)),
      chrf: chrfOf(this.sums.subarray(COLUMNS.chrf, COLUMNS.end)),
      rougeL: this.sums[COLUMNS.rougeL]! / this.rows,
      exactMatch: this.correct() / this.rows,
      perplexity: Math.exp(loss),
    };
  }
}
