import type { Tally } from '../tally.js';

/** Of one example: -log of the probability of its predicted tokens, summed, nats; and how many these are. */
export interface LanguageOutcome {
  nats: number;
  tokens: number;
}

/** Mean loss of a predicted token, in nats; 0 of none. */
export const lossOf = ({ nats, tokens }: LanguageOutcome): number => nats / Math.max(1, tokens);

/** Loss of a predicted token, in nats, and its exponential, over all tokens of the rows. */
export class LanguageTally implements Tally<'loss' | 'perplexity'> {
  private nats = 0;
  private tokens = 0;

  constructor(private readonly outcomes: readonly LanguageOutcome[]) {}

  static of(outcomes: readonly LanguageOutcome[]): LanguageTally {
    const tally = new LanguageTally(outcomes);
    for (let row = 0; row < outcomes.length; row++) tally.add(row);
    return tally;
  }

  add(row: number): void {
    this.nats += this.outcomes[row]!.nats;
    this.tokens += this.outcomes[row]!.tokens;
  }

  metrics(): { loss: number; perplexity: number } {
    const loss = lossOf({ nats: this.nats, tokens: this.tokens });
    return { loss, perplexity: Math.exp(loss) };
  }
}
