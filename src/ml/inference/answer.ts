/** What a model says to inputs without answers: what deployments give. */
import { z } from 'zod';
import { applyCalibration } from '../calibration/calibration.js';
import { CHAT_ROLES, type DatasetTask } from '../data/example.js';
import { InputError } from '../input-error.js';
import { conversationPrompt } from '../task-types/chat-template.js';
import { sigmoids } from '../task-types/multi-label-classification.js';
import { TextInputs } from '../task-types/rows/text-rows.js';
import { promptIds } from '../task-types/text-generation.js';
import { textRows } from '../task-types/text-input.js';
import { spansFound, windowRows } from '../task-types/token-classification.js';
import type { TextModel } from './text-model.js';

/** A text, a pair of texts, or a conversation that the model is to go on with. */
export const ModelInput = z.strictObject({
  text: z.string().optional(),
  textPair: z.string().optional(),
  messages: z.array(z.strictObject({ role: z.enum(CHAT_ROLES), content: z.string() })).optional(),
  maxTokens: z.int().positive().optional().describe('Tokens to write at most, of models that write.'),
});
export type ModelInput = z.infer<typeof ModelInput>;

export const FoundSpan = z.strictObject({
  start: z.int().nonnegative().describe('Where it starts in the text, UTF-16 code units'),
  end: z.int().positive().describe('Where it ends, exclusive'),
  label: z.string().describe('What it is'),
  probability: z.number().describe("Mean probability of its tokens' tags, 0 to 1"),
});

export const Answer = z.union([
  z.strictObject({ probabilities: z.array(z.number()).describe("Of each of the model's labels, in their order.") }),
  z.strictObject({ value: z.number() }),
  z.strictObject({ spans: z.array(FoundSpan) }),
  z.strictObject({ text: z.string(), tokens: z.int(), ended: z.boolean() }),
]);
export type Answer = z.infer<typeof Answer>;

/** Tokens written where nobody says how many. */
const DEFAULT_TOKENS = 128;

type Answering = (model: TextModel, inputs: readonly ModelInput[], signal?: AbortSignal) => Promise<Answer[]>;

const ANSWERING: Readonly<Partial<Record<DatasetTask, Answering>>> = {
  'text-classification': async (model, inputs, signal) =>
    applyCalibration(model.calibration, await textOutputs(model, inputs, signal)).map((row) => ({
      probabilities: [...row],
    })),
  'multi-label-classification': async (model, inputs, signal) =>
    (await textOutputs(model, inputs, signal)).map((row) => ({ probabilities: [...sigmoids(row)] })),
  'text-regression': async (model, inputs, signal) =>
    (await textOutputs(model, inputs, signal)).map(([value]) => ({ value: value! })),
  async 'token-classification'(model, inputs, signal) {
    const texts = inputs.map(({ text }) => text!);
    const rows = windowRows(texts, model.scope);
    const outputs = await model.outputs(rows, signal);
    return spansFound(texts, rows, outputs, model.scope).map((spans) => ({ spans }));
  },
  'text-generation': (model, inputs, signal) =>
    write(
      model,
      inputs,
      inputs.map(({ text }) => promptIds(model.scope.tokenizer, text!)),
      signal,
    ),
  chat: (model, inputs, signal) =>
    write(
      model,
      inputs,
      inputs.map(({ messages }) => conversationPrompt(model.scope.tokenizer, messages!)),
      signal,
    ),
};

/** Tasks whose models can be asked something. */
export const ANSWERED_TASKS = Object.keys(ANSWERING) as DatasetTask[];

/** An answer for each input. @throws InputError where the inputs are not of the kind that the model takes */
export async function answer(model: TextModel, inputs: readonly ModelInput[], signal?: AbortSignal): Promise<Answer[]> {
  const { task } = model;
  const answering = ANSWERING[task];
  if (!answering)
    throw new InputError(
      'task-not-answered',
      `A model for ${task} gives no answers; fine-tune it for a task that does.`,
    );
  for (const input of inputs) checkInput(task, input);
  return answering(model, inputs, signal);
}

function checkInput(task: DatasetTask, { text, textPair, messages }: ModelInput): void {
  if (task === 'chat' && !messages) throw unsuitable('{"messages": […]}', 'a text', task);
  if (task !== 'chat' && text === undefined) throw unsuitable('a text', 'messages', task);
  if (textPair !== undefined && (task === 'token-classification' || task === 'text-generation')) {
    throw unsuitable('a single text', 'a pair of texts', task);
  }
}

const unsuitable = (expected: string, found: string, task: string) =>
  new InputError('input-unsuitable', `The model is for ${task}: expected ${expected}; found ${found}.`);

function textOutputs(model: TextModel, inputs: readonly ModelInput[], signal?: AbortSignal): Promise<Float32Array[]> {
  const texts = inputs.map(({ text, textPair }) => ({ text: text!, textPair }));
  const { rows, truncated } = textRows(texts, model.scope);
  return model.outputs(new TextInputs(rows, model.scope.tokenizer.padId, truncated), signal);
}

async function write(
  model: TextModel,
  inputs: readonly ModelInput[],
  prompts: number[][],
  signal?: AbortSignal,
): Promise<Answer[]> {
  const room = inputs.map(({ maxTokens = DEFAULT_TOKENS }) => maxTokens);
  const written = await model.generate(prompts, room, signal);
  return written.map(({ ids, ended }) => ({ text: model.scope.tokenizer.decode(ids), tokens: ids.length, ended }));
}
