/** What a model says to inputs without answers: what deployments give. */
import { z } from 'zod';
import { applyCalibration, temperatureOf } from '../calibration/apply-calibration.js';
import type { LabelSpace } from '../calibration/calibration-rows.js';
import { intervalAround, largestCoverage } from '../calibration/conformal.js';
import { drawOf, predictionSet } from '../calibration/prediction-sets.js';
import { CHAT_ROLES, type DatasetTask } from '../data/example.js';
import { InputError } from '../input-error.js';
import { conversationPrompt } from '../task-types/chat-template.js';
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
  coverage: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe('Of its set or interval; the one that the model has by default.'),
});
export type ModelInput = z.infer<typeof ModelInput>;

export const FoundSpan = z.strictObject({
  start: z.int().nonnegative().describe('Where it starts in the text, UTF-16 code units'),
  end: z.int().positive().describe('Where it ends, exclusive'),
  label: z.string().describe('What it is'),
  probability: z.number().describe("Mean probability of its tokens' tags, 0 to 1"),
});

export const Answer = z.union([
  z.strictObject({
    probabilities: z.array(z.number()).describe("Of each of the model's labels, in their order."),
    set: z.array(z.int()).optional().describe('Places of the labels in its prediction set, the most probable first.'),
  }),
  z.strictObject({ value: z.number(), interval: z.tuple([z.number(), z.number()]).optional() }),
  z.strictObject({ spans: z.array(FoundSpan) }),
  z.strictObject({ text: z.string(), tokens: z.int(), ended: z.boolean() }),
]);
export type Answer = z.infer<typeof Answer>;

/** Tokens written where nobody says how many. */
const DEFAULT_TOKENS = 128;

type Answering = (model: TextModel, inputs: readonly ModelInput[], signal?: AbortSignal) => Promise<Answer[]>;

const ANSWERING: Readonly<Partial<Record<DatasetTask, Answering>>> = {
  'text-classification': (model, inputs, signal) => labelled(model, inputs, 'exclusive', signal),
  'multi-label-classification': (model, inputs, signal) => labelled(model, inputs, 'independent', signal),
  'text-regression': async (model, inputs, signal) =>
    (await textOutputs(model, inputs, signal)).map(([value], i) => {
      const { conformal } = model.calibration;
      const coverage = coverageFor(model, inputs[i]!);
      return { value: value!, ...(coverage && { interval: intervalAround(value!, conformal!, coverage) }) };
    }),
  async 'token-classification'(model, inputs, signal) {
    const texts = inputs.map(({ text }) => text!);
    const rows = windowRows(texts, model.scope);
    const outputs = await model.outputs(rows, signal);
    return spansFound(texts, rows, outputs, model.scope, temperatureOf(model.calibration)).map((spans) => ({ spans }));
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

async function labelled(
  model: TextModel,
  inputs: readonly ModelInput[],
  space: LabelSpace,
  signal?: AbortSignal,
): Promise<Answer[]> {
  const { calibration } = model;
  const { conformal } = calibration;
  const rows = applyCalibration(calibration, await textOutputs(model, inputs, signal), space);
  return rows.map((probabilities, i) => {
    const { text, textPair } = inputs[i]!;
    const coverage = coverageFor(model, inputs[i]!);
    if (!coverage || !conformal || conformal.kind === 'interval') return { probabilities: [...probabilities] };
    const set = predictionSet(probabilities, drawOf(text!, textPair), conformal, coverage);
    return { probabilities: [...probabilities], set };
  });
}

/** Null where the model has nothing to promise it with: whoever asked is told so by the server. */
function coverageFor({ calibration: { conformal } }: TextModel, input: ModelInput): number | null {
  if (!conformal) return null;
  const { coverage = conformal.coverage } = input;
  return coverage <= largestCoverage(conformal.scores.length) ? coverage : null;
}

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
