/** What hyperparameters are searched, and where: a range or a list of values for each. */
import { z } from 'zod';
import { FineTuneMethod } from '../training/fine-tune-method.js';
import { Hyperparameters } from '../training/hyperparameters.js';

const SCALES = ['linear', 'log'] as const;
const MOST_VALUES = 50;
const { shape } = Hyperparameters;

/** Values one by one. */
const Choices = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    values: z.array(value).min(2).max(MOST_VALUES).describe('The values to choose from'),
  });

/** All values between two. */
const Range = (value: z.ZodNumber, scale: (typeof SCALES)[number]) =>
  z
    .strictObject({
      min: value.describe('The smallest value'),
      max: value.describe('The largest value'),
      scale: z
        .enum(SCALES)
        .default(scale)
        .describe('Whether values are spread evenly, or their logarithms are: `log` for what may differ by factors'),
    })
    .refine(({ min, max }) => min < max, {
      path: ['max'],
      error: ({ input }) => {
        const { min, max } = input as { min: number; max: number };
        return `expected more than min, which is ${min}; found ${max}`;
      },
    })
    .refine((range) => range.scale === 'linear' || range.min > 0, {
      path: ['min'],
      error: ({ input }) =>
        `expected more than 0, because the scale is logarithmic; found ${(input as { min: number }).min}`,
    });

const numbers = (value: z.ZodNumber, scale: (typeof SCALES)[number] = 'linear') =>
  z
    .union([Range(value, scale), Choices(value)], {
      error: ({ input }) =>
        `expected {"min": …, "max": …, "scale"?: "linear" or "log"} or {"values": […]}; found ${JSON.stringify(input)?.slice(0, 200)}`,
    })
    .describe(String(value.description))
    .optional();

const choices = <T extends z.ZodType>(value: T) =>
  Choices(value)
    .describe(value.description ?? 'Which weights are trained')
    .optional();

export const SearchSpace = z.strictObject({
  method: choices(FineTuneMethod),
  epochs: numbers(shape.epochs),
  maxSteps: numbers(shape.maxSteps.unwrap().describe(shape.maxSteps.description!)),
  batchSize: numbers(shape.batchSize),
  gradientAccumulation: numbers(shape.gradientAccumulation),
  learningRate: numbers(shape.learningRate, 'log'),
  layerwiseDecay: numbers(shape.layerwiseDecay),
  embeddingRate: numbers(shape.embeddingRate),
  schedule: choices(shape.schedule),
  warmupRatio: numbers(shape.warmupRatio),
  weightDecay: numbers(shape.weightDecay),
  dropout: numbers(shape.dropout),
  labelSmoothing: numbers(shape.labelSmoothing),
  classWeights: choices(shape.classWeights),
  maxGradNorm: numbers(shape.maxGradNorm),
  maxLength: numbers(shape.maxLength),
  evalSteps: numbers(shape.evalSteps),
  earlyStopping: choices(shape.earlyStopping),
});
export type SearchSpace = z.infer<typeof SearchSpace>;
export type Searched = keyof SearchSpace;

/** A value for each of the space's names. */
export type Point = Partial<Record<Searched, unknown>>;

/** Hyperparameters that are whole numbers. */
export const WHOLE: ReadonlySet<Searched> = new Set([
  'maxSteps',
  'batchSize',
  'gradientAccumulation',
  'maxLength',
  'evalSteps',
]);
