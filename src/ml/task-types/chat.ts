/** Conversations. What the assistant says is learned; the rest is what it answers to. */
import { excerptOf } from '../evaluation/prediction.js';
import { causalLanguageModel } from '../tasks/token-objectives.js';
import { causalRows } from './causal-rows.js';
import { conversationPrompt, conversationStretches } from './chat-template.js';
import {
  judgeLanguage,
  type LanguageObservation,
  languageObservations,
  measureLanguage,
} from './language-observation.js';
import type { TaskType } from './task-type.js';
import { uncalibrated } from './uncalibrated.js';
import { writeCompletions } from './write-completions.js';

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
  excerpt: ({ messages }) => excerptOf(messages.map(({ content }) => content).join('\n')),
  observe: (examples, rows, outputs) => languageObservations(examples.length, rows, outputs),
  complete: (examples, observations, scope, network, signal) => {
    const completions = examples.map(({ messages }) => {
      const last = messages.findLastIndex(({ role }) => role === 'assistant');
      return {
        prompt: conversationPrompt(scope.tokenizer, messages.slice(0, last)),
        reference: messages[last]!.content,
      };
    });
    return writeCompletions(completions, observations, scope, network, signal);
  },
  watched: ['perplexity'],
  measure: measureLanguage,
  calibrate: uncalibrated,
  judge: judgeLanguage,
};
