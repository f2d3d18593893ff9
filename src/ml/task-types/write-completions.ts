import type { LanguageObservation } from './language-observation.js';
import type { Network, TaskScope } from './task-type.js';

/** What a model is to write on from, and what it should have written. */
export interface Completion {
  prompt: readonly number[];
  reference: string;
}

/** Writing takes a pass through the network a token: evaluations look at so many examples of each thousand, at most. */
const MOST_WRITTEN = 32;
const MOST_TOKENS = 128;

/** Lets the model write the first of the completions, each a little longer than its reference at most. */
export async function writeCompletions(
  completions: readonly Completion[],
  observations: LanguageObservation[],
  { tokenizer }: TaskScope,
  network: Network,
  signal?: AbortSignal,
): Promise<void> {
  const chosen = completions.slice(0, MOST_WRITTEN);
  const room = chosen.map(({ reference }) => Math.min(MOST_TOKENS, 8 + 2 * tokenizer.encodePart(reference).length));
  const written = await network.generate(
    chosen.map(({ prompt }) => [...prompt]),
    room,
    signal,
  );
  chosen.forEach(({ reference }, i) => {
    observations[i]!.written = { reference, generated: tokenizer.decode(written[i]!.ids) };
  });
}
