/** What is searched where nobody says: what matters most, around what `auto` would choose. */
import type { FineTuneMethod } from '../training/fine-tune-method.js';
import { automaticLearningRate } from '../training/hyperparameters.js';
import type { SearchSpace } from './search-space.js';

/** The learning rate lies within this factor of `auto`'s, either way. */
const RATE_FACTOR = 5;

/** `docs/tuning.md` states it. @param parameters of the model */
export function defaultSpace(parameters: number, method: FineTuneMethod['type']): SearchSpace {
  const rate = automaticLearningRate(parameters, method);
  return {
    learningRate: { min: rate / RATE_FACTOR, max: rate * RATE_FACTOR, scale: 'log' },
    batchSize: { values: [8, 16, 32] },
    weightDecay: { min: 0, max: 0.1, scale: 'linear' },
    dropout: { min: 0, max: 0.3, scale: 'linear' },
  };
}
