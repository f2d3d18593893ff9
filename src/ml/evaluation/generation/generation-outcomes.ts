import { BLEU_STATISTICS, bleuStatistics } from './bleu.js';
import { CHRF_STATISTICS, chrfStatistics } from './chrf.js';
import { rougeL } from './rouge-l.js';

/** What is known of one example of a text generator. */
export interface GeneratedText {
  /** What the model writes. */
  prediction: string;
  /** What it should have written. */
  reference: string;
  /** -log of the probability that the model gives the reference, summed over its tokens, nats. */
  nats: number;
  /** How many tokens these are. */
  tokens: number;
}

/** Where each statistic of a row begins. */
export const COLUMNS = {
  nats: 0,
  tokens: 1,
  exact: 2,
  rougeL: 3,
  bleu: 4,
  chrf: 4 + BLEU_STATISTICS,
  end: 4 + BLEU_STATISTICS + CHRF_STATISTICS,
} as const;

/** What the metrics need to know of each row, numbers whose sums over rows are enough: [rows, COLUMNS.end]. */
export interface GenerationOutcomes {
  rows: number;
  statistics: Float64Array;
}

export function generationOutcomes(texts: readonly GeneratedText[]): GenerationOutcomes {
  if (texts.length === 0) throw new RangeError('expected at least one generated text, found none');
  const statistics = new Float64Array(texts.length * COLUMNS.end);
  for (const [row, { prediction, reference, nats, tokens }] of texts.entries()) {
    if (!Number.isFinite(nats)) throw new RangeError(`row ${row}: expected finite nats, found ${nats}`);
    if (!Number.isInteger(tokens) || tokens < 1) {
      throw new RangeError(`row ${row}: expected at least 1 token in the reference, found ${tokens}`);
    }
    const exact = prediction.trim() === reference.trim() ? 1 : 0;
    statistics.set(
      [
        nats,
        tokens,
        exact,
        rougeL(prediction, reference),
        ...bleuStatistics(prediction, reference),
        ...chrfStatistics(prediction, reference),
      ],
      row * COLUMNS.end,
    );
  }
  return { rows: texts.length, statistics };
}
