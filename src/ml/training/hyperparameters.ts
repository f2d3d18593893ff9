/** What a fine-tuning job can be told, and what `auto` means. */
import { z } from 'zod';
import { InputError } from '../input-error.js';
import type { FineTuneMethod } from './fine-tune-method.js';
import { SCHEDULES } from './learning-rate.js';
import { paddedLength } from './padded-length.js';

const auto = z.literal('auto');

/** What tasks measure on the validation split while they are trained. */
export const WATCHED_METRICS = [
  'loss',
  'accuracy',
  'macroF1',
  'microF1',
  'entityF1',
  'mse',
  'spearman',
  'perplexity',
] as const;
export type WatchedMetric = (typeof WATCHED_METRICS)[number];

const EarlyStoppingChoice = z.strictObject({
  metric: z
    .enum(WATCHED_METRICS)
    .default('loss')
    .describe('The validation metric that is watched, one that the task has; the loss is what training minimises.'),
  patience: z.int().min(1).max(1000).default(3).describe('Evaluations without improvement after which training ends.'),
  minDelta: z.number().min(0).default(0).describe('The smallest change of the metric that counts.'),
});

/** The value of each hyperparameter once it is chosen. */
const VALUES = {
  epochs: z.number().positive().max(1000).describe('Passes over the training split.'),
  maxSteps: z
    .int()
    .positive()
    .nullable()
    .describe('Optimizer steps at most, whatever `epochs` says; null for no limit.'),
  batchSize: z.int().min(1).max(1024).describe('Examples an optimizer step learns from.'),
  gradientAccumulation: z
    .int()
    .min(1)
    .max(256)
    .describe('Parts a batch is computed in, one after the other: the same result in less memory.'),
  learningRate: z.number().positive().max(1).describe('The highest learning rate.'),
  layerwiseDecay: z
    .number()
    .positive()
    .max(1)
    .describe('The learning rate is multiplied by this for each layer further from the head; 1 treats all alike.'),
  embeddingRate: z
    .number()
    .positive()
    .max(100)
    .describe(
      'The learning rate of the embeddings is multiplied by this: a rare word is in few batches, and what it says of a label is learned only there.',
    ),
  schedule: z.enum(SCHEDULES).describe('How the learning rate goes on after the warm-up.'),
  warmupRatio: z.number().min(0).max(1).describe('Share of the steps over which the learning rate rises from 0.'),
  weightDecay: z.number().min(0).max(1).describe('Decoupled weight decay; biases and norms are spared.'),
  dropout: z
    .number()
    .min(0)
    .lt(1)
    .describe("Share of activations that are dropped in training, wherever the model's config has dropout."),
  labelSmoothing: z.number().min(0).lt(1).describe('Share of the target that is spread over all labels.'),
  classWeights: z
    .union([z.enum(['none', 'balanced']), z.record(z.string(), z.number().positive())])
    .describe(
      'What examples of each label count for in the loss of text-classification: `balanced` makes all labels count the same, however many examples they have; an object names a weight for each.',
    ),
  maxGradNorm: z.number().positive().describe('Gradients are scaled down to this global norm.'),
  maxLength: z.int().min(8).describe('Tokens of a text that are used, special ones included; the rest is cut.'),
  evalSteps: z.int().positive().describe('Optimizer steps between evaluations on the validation split.'),
  earlyStopping: z
    .union([EarlyStoppingChoice, z.literal(false)])
    .describe(
      'When to stop before the end, with the best weights restored; `false` trains to the end and keeps the last.',
    ),
} as const;

/** Every hyperparameter with its value. */
export const Hyperparameters = z.strictObject(VALUES);
export type Hyperparameters = z.infer<typeof Hyperparameters>;

const orAuto = <T extends z.ZodType>(schema: T) =>
  z
    .union([schema, auto])
    .default('auto' as never)
    .describe(`${schema.description} \`auto\` chooses.`);

/** What a caller asks for: a value or `auto` for each. */
export const HyperparameterChoices = z.strictObject({
  epochs: orAuto(VALUES.epochs),
  maxSteps: orAuto(VALUES.maxSteps),
  batchSize: orAuto(VALUES.batchSize),
  gradientAccumulation: orAuto(VALUES.gradientAccumulation),
  learningRate: orAuto(VALUES.learningRate),
  layerwiseDecay: orAuto(VALUES.layerwiseDecay),
  embeddingRate: orAuto(VALUES.embeddingRate),
  schedule: orAuto(VALUES.schedule),
  warmupRatio: orAuto(VALUES.warmupRatio),
  weightDecay: orAuto(VALUES.weightDecay),
  dropout: orAuto(VALUES.dropout),
  labelSmoothing: orAuto(VALUES.labelSmoothing),
  classWeights: orAuto(VALUES.classWeights),
  maxGradNorm: orAuto(VALUES.maxGradNorm),
  maxLength: orAuto(VALUES.maxLength),
  evalSteps: orAuto(VALUES.evalSteps),
  earlyStopping: orAuto(VALUES.earlyStopping),
});
export type HyperparameterChoices = z.infer<typeof HyperparameterChoices>;

/** What the rules of `auto` look at. */
export interface TrainingFacts {
  trainExamples: number;
  validationExamples: number;
  /** 95th percentile of the training texts' lengths in tokens, special ones included. */
  tokensP95: number;
  /** Parameters of the model, trained or not. */
  parameters: number;
  method: FineTuneMethod['type'];
  /** Whether tokens are predicted: the embeddings are then the last layer too. */
  predictsTokens: boolean;
  /** What the architecture can take, in tokens. */
  modelMaxLength: number;
}

/**
 * Below this many parameters a model needs, and stands, a higher learning rate. Three layers of a MiniLM, 17 million, are hurt
 * by it already (`npm run bench:smaller`).
 */
const SMALL_MODEL = 10_000_000;
/** What moves few weights, or none below the head, takes larger steps. */
const LEARNING_RATES = {
  full: { small: 5e-4, large: 5e-5 },
  gradual: { small: 5e-4, large: 5e-5 },
  lora: { small: 2e-3, large: 3e-4 },
  head: { small: 5e-3, large: 1e-3 },
} as const;
/** A small model has seen little text, and knows few words well (`npm run bench:mail`). */
const SMALL_MODEL_EMBEDDING_RATE = 5;
/** An epoch on states that are computed already takes next to nothing. */
const HEAD_EPOCHS = 20;
const LARGEST_AUTO_LENGTH = 256;

/** Replaces each `auto` by a value; `docs/fine-tuning.md` states the rules. */
export function resolveHyperparameters(choices: HyperparameterChoices, facts: TrainingFacts): Hyperparameters {
  const small = facts.parameters < SMALL_MODEL;
  const batchSize = pick(choices.batchSize, facts.trainExamples < 500 ? 8 : 32);
  const epochs = pick(choices.epochs, facts.method === 'head' ? HEAD_EPOCHS : facts.trainExamples < 1000 ? 8 : 4);
  const stepsAnEpoch = Math.ceil(facts.trainExamples / batchSize);
  return {
    epochs,
    maxSteps: pick(choices.maxSteps, null),
    batchSize,
    gradientAccumulation: pick(choices.gradientAccumulation, 1),
    learningRate: pick(choices.learningRate, automaticLearningRate(facts.parameters, facts.method)),
    layerwiseDecay: pick(choices.layerwiseDecay, 1),
    embeddingRate: pick(choices.embeddingRate, small && !facts.predictsTokens ? SMALL_MODEL_EMBEDDING_RATE : 1),
    schedule: pick(choices.schedule, 'linear'),
    warmupRatio: pick(choices.warmupRatio, 0.1),
    weightDecay: pick(choices.weightDecay, 0.01),
    dropout: pick(choices.dropout, 0.1),
    labelSmoothing: pick(choices.labelSmoothing, 0),
    classWeights: pick(choices.classWeights, 'none'),
    maxGradNorm: pick(choices.maxGradNorm, 1),
    maxLength: chooseMaxLength(choices.maxLength, facts),
    evalSteps: pick(choices.evalSteps, Math.max(1, Math.ceil(stepsAnEpoch / 2))),
    earlyStopping: pick(
      choices.earlyStopping,
      facts.validationExamples ? { metric: 'loss', patience: 3, minDelta: 0 } : false,
    ),
  };
}

/** @param parameters of the model, trained or not */
export const automaticLearningRate = (parameters: number, method: FineTuneMethod['type']): number =>
  LEARNING_RATES[method][parameters < SMALL_MODEL ? 'small' : 'large'];

/** @throws InputError when more is asked for than the model can take. */
function chooseMaxLength(choice: number | 'auto', { tokensP95, modelMaxLength }: TrainingFacts): number {
  if (choice === 'auto') {
    return Math.min(paddedLength(tokensP95), LARGEST_AUTO_LENGTH, modelMaxLength);
  }
  if (choice > modelMaxLength) {
    throw new InputError(
      'max-length-too-large',
      `maxLength is ${choice}; the model takes ${modelMaxLength} tokens at most. Use that, less, or "auto".`,
    );
  }
  return choice;
}

const pick = <T>(choice: T | 'auto', automatic: T): T => (choice === 'auto' ? automatic : choice);
