/** What to write after a prompt. The prompt itself is not learned. */

import { excerptOf } from '../evaluation/prediction.js';
import { causalLanguageModel } from '../tasks/token-objectives.js';
import type { Tokenizer } from '../tokenizers/tokenizer.js';
import { causalRows } from './causal-rows.js';
import {
  judgeLanguage,
  type LanguageObservation,
  languageObservations,
  measureLanguage,
} from './language-observation.js';
import type { TaskType } from './task-type.js';
import { uncalibrated } from './uncalibrated.js';
import { writeCompletions } from './write-completions.js';

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
  excerpt: ({ prompt }) => excerptOf(prompt),
  observe: (examples, rows, outputs) => languageObservations(examples.length, rows, outputs),
  complete: (examples, observations, scope, network, signal) => {
    const completions = examples.map(({ prompt, completion }) => ({
      prompt: promptIds(scope.tokenizer, prompt),
      reference: completion,
    }));
    return writeCompletions(completions, observations, scope, network, signal);
  },
  watched: ['perplexity'],
  measure: measureLanguage,
  calibrate: uncalibrated,
  judge: judgeLanguage,
};
