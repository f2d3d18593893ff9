/** Writes on from token sequences with a causal language model, the likeliest token at a time. */
import type { KeyValueSizes } from '../architectures/key-values.js';
import type { FunctionRunner } from '../engine/engine.js';
import { argmax } from '../evaluation/scores.js';
import { tokenFeeds } from '../tasks/token-batch.js';
import { cacheBytes, KeyValueCache } from './key-value-cache.js';

export interface GenerationOptions {
  /** Tokens to write at most, for each sequence. */
  maxTokens: readonly number[];
  /** What ends a text; it is not part of it. */
  endId: number | undefined;
  padId: number;
  /** What the network can take, in tokens. */
  longest: number;
  /** What it keeps of a token. */
  keyValues: KeyValueSizes;
  signal?: AbortSignal | undefined;
}

export interface Generated {
  ids: number[];
  /** Whether the model ended the text itself; it was cut otherwise. */
  ended: boolean;
}

/** A text in writing. */
interface Row {
  prompt: readonly number[];
  written: Generated;
  /** Tokens that it may have, those of the prompt included. */
  most: number;
}

/** Tokens of prompts are read in passes of so many rows and tokens at most: scores grow with the square of these. */
const PASS_TOKENS = 512;
const PASS_PLACES = 4096;
/** Prompts are padded to a multiple of this, so that few shapes occur. */
const LENGTH_STEP = 16;
/** Texts are written together as long as their keys and values stay below this. */
const CACHE_BYTES = 256 * 2 ** 20;

/**
 * What a model writes after each prompt. The prompts are read once; then each pass takes the token written last and the keys
 * and values of those before. A prompt that leaves no room loses its beginning, but never more than half of what the network
 * can take is kept free: what is written is shorter then. An empty prompt is one token of padding.
 *
 * @param runner of the task's `continuation`
 */
export async function generate(
  runner: FunctionRunner,
  prompts: readonly (readonly number[])[],
  options: GenerationOptions,
): Promise<Generated[]> {
  const { maxTokens, padId, longest } = options;
  const room = Math.floor(longest / 2);
  const rows = prompts.map((ids, i): Row => {
    const prompt = ids.length ? ids.slice(Math.min(maxTokens[i]!, room) - longest) : [padId];
    return { prompt, written: { ids: [], ended: false }, most: Math.min(longest, prompt.length + maxTokens[i]!) };
  });
  options.signal?.throwIfAborted();
  for (const together of rowsTogether(rows, options.keyValues)) {
    await new Writing(runner, together, options).finish();
  }
  return rows.map(({ written }) => written);
}

/** Rows that have something to write, the longest prompts first, cut so that the cache of each lot stays small. */
function rowsTogether(rows: readonly Row[], keyValues: KeyValueSizes): Row[][] {
  const lots: Row[][] = [];
  let longest = 0;
  const open = rows.filter(({ prompt, most }) => prompt.length < most);
  for (const row of open.toSorted((a, b) => b.prompt.length - a.prompt.length)) {
    const lot = lots.at(-1);
    longest = Math.max(longest, row.most);
    if (lot && (lot.length + 1) * cacheBytes(keyValues, longest) <= CACHE_BYTES) {
      lot.push(row);
      continue;
    }
    lots.push([row]);
    longest = row.most;
  }
  return lots;
}

/** Rows that are written together. Those that are finished leave. */
class Writing {
  readonly #cache: KeyValueCache;

  /** @param rows the longest prompts first; changed */
  constructor(
    private readonly runner: FunctionRunner,
    private readonly rows: Row[],
    private readonly options: GenerationOptions,
  ) {
    this.#cache = new KeyValueCache(options.keyValues, rows.length);
  }

  async finish(): Promise<void> {
    const { rows } = this;
    for (let first = 0; first < rows.length; ) {
      const places = Math.min(PASS_TOKENS, rows[first]!.prompt.length);
      const end = Math.min(rows.length, first + Math.max(1, Math.floor(PASS_PLACES / places)));
      await this.#readPrompts(first, end);
      first = end;
    }
    for (this.#leave(); rows.length; this.#leave()) {
      const last = rows.map(({ written }) => written.ids.slice(-1));
      const next = await this.#pass(0, last, 1);
      for (const [i, row] of rows.entries()) this.#write(row, next[i]!);
    }
  }

  /** Reads the prompts of rows from `first` to `end`, and writes the first token after each. */
  async #readPrompts(first: number, end: number): Promise<void> {
    const rows = this.rows.slice(first, end);
    const longest = rows[0]!.prompt.length;
    for (let start = 0; start < longest; start += PASS_TOKENS) {
      const parts = rows.map(({ prompt }) => prompt.slice(start, start + PASS_TOKENS));
      const next = await this.#pass(first, parts, Math.min(PASS_TOKENS, roundUp(longest - start)));
      rows.forEach((row, i) => {
        const ends = parts[i]!.length > 0 && start + parts[i]!.length === row.prompt.length;
        if (ends) this.#write(row, next[i]!);
      });
    }
  }

  /** Reads `tokens` behind what rows from `first` on have; the likeliest token after each. */
  async #pass(first: number, tokens: readonly (readonly number[])[], length: number): Promise<number[]> {
    const { padId, longest, signal } = this.options;
    signal?.throwIfAborted();
    const places = new Int32Array(tokens.length * length);
    tokens.forEach((_, row) => {
      const before = this.#cache.lengths[first + row]!;
      for (let i = 0; i < length; i++) places[row * length + i] = Math.min(longest - 1, before + i);
    });
    const outputs = await this.runner.run({
      ...tokenFeeds(
        tokens.map((inputIds) => ({ inputIds })),
        length,
        padId,
      ),
      ...this.#cache.feeds(first, first + tokens.length),
      places: { data: places, shape: [tokens.length, length] },
    });
    this.#cache.append(
      first,
      outputs,
      tokens.map((row) => row.length),
    );
    const { data, shape } = outputs.logits!;
    const width = shape.at(-1)!;
    return tokens.map((_, row) => argmax(data.subarray(row * width, (row + 1) * width)));
  }

  #write({ written }: Row, id: number): void {
    if (id === this.options.endId) written.ended = true;
    else written.ids.push(id);
  }

  /** Takes out what is finished: the last row takes the place of one that leaves. */
  #leave(): void {
    const { rows } = this;
    for (let i = rows.length - 1; i >= 0; i--) {
      const { prompt, written, most } = rows[i]!;
      if (!written.ended && prompt.length + written.ids.length < most) continue;
      this.#cache.remove(i);
      rows[i] = rows.at(-1)!;
      rows.pop();
    }
  }
}

const roundUp = (tokens: number) => Math.ceil(tokens / LENGTH_STEP) * LENGTH_STEP;
