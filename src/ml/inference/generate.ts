/** Writes on from token sequences with a causal language model, the likeliest token at a time. */
import type { FunctionRunner } from '../engine/engine.js';
import { argmax } from '../evaluation/scores.js';
import { tokenFeeds } from '../tasks/token-batch.js';
import { chosenTokenFeeds } from '../tasks/token-objectives.js';

export interface GenerationOptions {
  /** Tokens to write at most, for each sequence. */
  maxTokens: readonly number[];
  /** What ends a text; it is not part of it. */
  endId: number | undefined;
  padId: number;
  /** What the network can take, in tokens. */
  longest: number;
  signal?: AbortSignal | undefined;
}

export interface Generated {
  ids: number[];
  /** Whether the model ended the text itself; it was cut otherwise. */
  ended: boolean;
}

/** Sequences are padded to a multiple of this, so that few shapes occur. */
const LENGTH_STEP = 16;

/**
 * What a model writes after each prompt. Each step computes the whole sequences anew. A prompt that leaves no room loses its
 * beginning, but never more than half of what the network can take is kept free: what is written is shorter then.
 *
 * @param runner of the task's `chosen`
 */
export async function generate(
  runner: FunctionRunner,
  prompts: readonly (readonly number[])[],
  { maxTokens, endId, padId, longest, signal }: GenerationOptions,
): Promise<Generated[]> {
  const written = prompts.map((): Generated => ({ ids: [], ended: false }));
  const most = Math.floor(longest / 2);
  const kept = prompts.map((prompt, i) => prompt.slice(Math.min(maxTokens[i]!, most) - longest));
  const isOpen = (i: number) => {
    const { ids, ended } = written[i]!;
    return !ended && ids.length < maxTokens[i]! && kept[i]!.length + ids.length < longest;
  };
  for (;;) {
    signal?.throwIfAborted();
    const open = written.map((_, i) => i).filter(isOpen);
    if (open.length === 0) return written;
    const sequences = open.map((i) => [...kept[i]!, ...written[i]!.ids]);
    const logits = await nextLogits(runner, sequences, { padId, longest });
    open.forEach((i, row) => {
      const next = argmax(logits[row]!);
      if (next === endId) written[i]!.ended = true;
      else written[i]!.ids.push(next);
    });
  }
}

/** Logits of the token that follows each sequence, [sequences, vocabulary]. */
async function nextLogits(
  runner: FunctionRunner,
  sequences: readonly number[][],
  { padId, longest }: { padId: number; longest: number },
): Promise<Float32Array[]> {
  const most = Math.max(...sequences.map(({ length }) => length));
  const length = Math.min(longest, Math.ceil(most / LENGTH_STEP) * LENGTH_STEP);
  const last = sequences.map((ids) => [{ place: ids.length - 1, label: 0, share: 0 }]);
  const { positions, inverse } = chosenTokenFeeds(last, length);
  const tokens = tokenFeeds(
    sequences.map((inputIds) => ({ inputIds })),
    length,
    padId,
  );
  const { data, shape } = (await runner.run({ ...tokens, positions: positions!, inverse: inverse! })).logits!;
  const width = shape.at(-1)!;
  return sequences.map((_, row) => data.subarray(row * width, (row + 1) * width));
}
