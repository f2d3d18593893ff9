/**
 * Losses of chosen tokens, for evaluations. A language model has a logit for each word piece: those of a few hundred tokens
 * are held at once, and never those of a whole batch.
 */
import type { Feeds, FunctionRunner } from '../engine/engine.js';
import type { Scoring, TaskFunction } from './task.js';

/** Enough rows for the head's product; their logits take 50 MB with GPT-2's vocabulary. */
const ROWS_AT_ONCE = 256;

/** Runs both parts as one function: from tokens, positions and labels to `losses` [predictions]. */
export async function scoringRunner(
  { states, losses }: Scoring,
  prepare: (part: TaskFunction) => Promise<FunctionRunner>,
): Promise<FunctionRunner> {
  const first = await prepare(states);
  const second = await prepare(losses);
  return {
    async run(feeds) {
      const { data, shape } = (await first.run(feeds)).states!;
      const [predictions, width] = shape as [number, number];
      const found = new Float32Array(predictions);
      for (let start = 0; start < predictions; start += ROWS_AT_ONCE) {
        const end = Math.min(predictions, start + ROWS_AT_ONCE);
        const part: Feeds = {
          states: { data: data.subarray(start * width, end * width), shape: [end - start, width] },
          labels: { data: feeds.labels!.data.subarray(start, end), shape: [end - start] },
        };
        found.set((await second.run(part)).losses!.data, start);
      }
      return { losses: { data: found, shape: [predictions] } };
    },
    async dispose() {
      await first.dispose();
      await second.dispose();
    },
  };
}
