/** Conversations. What the assistant says is learned; the rest is what it answers to. */
import { causalLanguageModel } from '../tasks/token-objectives.js';
import { causalRows } from './causal-rows.js';
import { conversationStretches } from './chat-template.js';
import { type LanguageObservation, languageObservations, measureLanguage } from './language-observation.js';
import type { TaskType } from './task-type.js';

export const chat: TaskType<'chat', LanguageObservation> = {
  name: 'chat',
  head: () => 'causalLanguageModel',
  headLabels: () => [],
  labelsOf: () => [],
  objective: () => causalLanguageModel,
  rows(examples, { tokenizer, maxLength }) {
    const conversations = examples.map(({ messages, weight = 1 }) => ({
      weight,
      stretches: conversationStretches(tokenizer, messages),
    }));
    return causalRows(conversations, tokenizer, maxLength);
  },
  watched: ['perplexity'],
  observe: (examples, rows, outputs) => languageObservations(examples.length, rows, outputs),
  measure: (observations) => ({ ...measureLanguage(observations) }),
};
