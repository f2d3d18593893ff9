/**
 * The weights that pretraining starts from. Random ones alone leave a small network predicting from the bag of words around a
 * gap for millions of tokens; what is known beforehand of words and of places is put in (docs/adr/0074).
 */
import type { WeightSpec } from '../../ml/architectures/architecture.js';
import type { ParameterStore } from '../../ml/engine/parameter-store.js';
import { fillFreshWeight } from '../../ml/training/fresh-weights.js';
import { addLocalAttention, sinusoids } from './local-attention.js';
import { MINI_EN, PRETRAINING } from './mini-en.js';
import type { TokenShards } from './token-shards.js';
import { wordVectors } from './word-vectors.js';

export function fillStartWeights(store: ParameterStore, weights: readonly WeightSpec[], text: TokenShards): void {
  const { hidden_size: width, max_position_embeddings: positions } = MINI_EN;
  const { seed, initialDeviation: deviation, localHeads } = PRETRAINING;
  const view = (name: string) => store.view('parameter', name);
  weights.forEach((spec, stream) => {
    fillFreshWeight(view(spec.name), spec, { seed, stream, deviation });
  });
  // The output layer would spend its first thousand steps on the tokens' frequencies.
  view('cls.predictions.bias').set(text.logFrequencies());
  const { vocabSize, specialIds } = text.special;
  view('bert.embeddings.word_embeddings.weight').set(
    wordVectors(text.ids, { vocabSize, specialIds, width, deviation, seed }),
  );
  view('bert.embeddings.position_embeddings.weight').set(sinusoids(positions, width, deviation));
  const attention = 'bert.encoder.layer.0.attention.self';
  addLocalAttention(view(`${attention}.query.weight`), view(`${attention}.key.weight`), { width, ...localHeads });
}
