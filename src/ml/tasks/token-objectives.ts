/** Objectives of single tokens: the label of each, the ones that were hidden, the ones that follow. */
import type { Feeds } from '../engine/engine.js';
import { crossEntropy } from '../program/operators/softmax.js';
import type { InputSpecs } from '../program/trace.js';
import type { Random } from '../random.js';
import type { Objective } from './objective.js';

const targetsOf = (rows: 'batch*seq' | 'predictions') =>
  ({
    labels: { shape: [rows], dtype: 'int32' },
    label_weights: { shape: [rows], dtype: 'float32' },
  }) as const satisfies InputSpecs;

/** One of `labels` classes for each token. */
export const tokenLabels = (labels: number, labelSmoothing = 0): Objective => ({
  head: 'tokenClassification',
  outputs: labels,
  chosenTokens: false,
  targets: targetsOf('batch*seq'),
  loss: (logits, targets) => crossEntropy(logits, targets.labels!, targets.label_weights!, labelSmoothing),
});

const languageModel = (head: 'maskedLanguageModel' | 'causalLanguageModel'): Objective => ({
  head,
  outputs: 0,
  chosenTokens: true,
  targets: targetsOf('predictions'),
  loss: (logits, targets) => crossEntropy(logits, targets.labels!, targets.label_weights!),
});

/** Predict the tokens that were hidden (Devlin et al., 2019, arXiv:1810.04805). */
export const maskedLanguageModel = languageModel('maskedLanguageModel');

/** Predict tokens from those before them. */
export const causalLanguageModel = languageModel('causalLanguageModel');

/** A token to predict: at which place of its row, which id, and its share of the loss. */
export interface ChosenToken {
  place: number;
  label: number;
  share: number;
}

/** There are always a multiple of so many predictions, so that few shapes occur; what is added counts nothing. */
const PREDICTIONS_STEP = 32;

/** Inputs that choose tokens, and their targets, for rows of `length` tokens. Of a row no place is chosen twice. */
export function chosenTokenFeeds(rows: readonly (readonly ChosenToken[])[], length: number): Feeds {
  const places = rows.length * length;
  const chosen = rows.flatMap((tokens, row) =>
    tokens.map((token) => ({ ...token, place: row * length + token.place })),
  );
  const taken = new Set(chosen.map(({ place }) => place));
  const count = Math.min(places, Math.ceil(chosen.length / PREDICTIONS_STEP) * PREDICTIONS_STEP);
  for (let place = 0; chosen.length < count; place++) {
    if (!taken.has(place)) chosen.push({ place, label: 0, share: 0 });
  }
  const inverse = new Int32Array(places).fill(chosen.length);
  chosen.forEach(({ place }, i) => {
    inverse[place] = i;
  });
  const shape = [chosen.length];
  return {
    positions: { data: Int32Array.from(chosen, ({ place }) => place), shape },
    inverse: { data: inverse, shape: [places] },
    labels: { data: Int32Array.from(chosen, ({ label }) => label), shape },
    label_weights: { data: Float32Array.from(chosen, ({ share }) => share), shape },
  };
}

export interface MaskingOptions {
  maskId: number;
  vocabSize: number;
  /** Ids that are never hidden. */
  specialIds: ReadonlySet<number>;
}

/** Makes a token one that is to be predicted: in 80 % it becomes the mask, in 10 % a random one, in 10 % it stays. */
export function disguise(
  inputIds: Int32Array,
  place: number,
  { maskId, vocabSize }: MaskingOptions,
  random: Random,
): void {
  const draw = random.below(10);
  if (draw < 8) inputIds[place] = maskId;
  else if (draw === 8) inputIds[place] = random.below(vocabSize);
}

/**
 * Hides `count` tokens of a row. Returns the row as the network sees
 * it, and the places that were chosen, in order.
 */
export function hideTokens(
  inputIds: ArrayLike<number>,
  count: number,
  options: MaskingOptions,
  random: Random,
): { inputIds: Int32Array; places: number[] } {
  const seen = Int32Array.from(inputIds);
  const places = random
    .shuffle(hideable(inputIds, options.specialIds))
    .slice(0, count)
    .sort((a, b) => a - b);
  for (const place of places) disguise(seen, place, options, random);
  return { inputIds: seen, places };
}

/** Places of tokens that stand for text. */
export function hideable(inputIds: ArrayLike<number>, specialIds: ReadonlySet<number>): number[] {
  return Array.from(inputIds, (_, place) => place).filter((place) => !specialIds.has(inputIds[place]!));
}
