/** What to write after a prompt. The prompt itself is not learned. */
import type { Tokenizer } from '../tokenizers/tokenizer.js';
import { causalLanguageModel } from '../tasks/token-objectives.js';
import { causalRows } from './causal-rows.js';
import { type LanguageObservation, languageObservations, measureLanguage } from './language-observation.js';
import type { TaskType } from './task-type.js';

/** The ids that a model is given to go on from. */
export const promptIds = (tokenizer: Tokenizer, prompt: string): number[] => [
  ...tokenizer.aroundText().before,
  ...tokenizer.encodePart(prompt),
];

export const textGeneration: TaskType<'text-generation', LanguageObservation> = {
  name: 'text-generation',
  head: () => 'causalLanguageModel',
  headLabels: () => [],
  labelsOf: () => [],
  objective: () => causalLanguageModel,
  rows(examples, { tokenizer, maxLength }) {
    const end = tokenizer.endId === undefined ? [] : [tokenizer.endId];
    const stretches = examples.map(({ prompt, completion, weight = 1 }) => ({
      weight,
      stretches: [
        { ids: promptIds(tokenizer, prompt), learned: false },
        { ids: [...tokenizer.encodePart(completion), ...end], learned: true },
      ],
    }));
    return causalRows(stretches, tokenizer, maxLength);
  },
  watched: ['perplexity'],
  observe: (examples, rows, outputs) => languageObservations(examples.length, rows, outputs),
  measure: (observations) => ({ ...measureLanguage(observations) }),
};
