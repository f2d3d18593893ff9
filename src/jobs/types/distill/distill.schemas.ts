import { z } from 'zod';
import { DistillChoices } from '../../../ml/compression/distill.schemas.js';
import {
  chosenHyperparametersField,
  comparisonField,
  DatasetReference,
  hyperparametersField,
  jobCreateFields,
  jobViewFields,
  ModelReference,
} from '../../job-fields.js';

const type = z
  .literal('distill')
  .describe('Trains a small model, the student, on what a large one, the teacher, answers');
const { temperature, alpha, hiddenStates } = DistillChoices.shape;

const Layers = z.strictObject({
  layers: z.int().positive().describe("How many of the teacher's layers the student begins with, at even distances"),
});
const Student = z.union([ModelReference, Layers], {
  error: ({ input }) =>
    `expected the id of a model, \`name@alias\` or {"layers": 3}; found ${JSON.stringify(input)?.slice(0, 200)}`,
});

export const DistillJobCreate = z
  .strictObject({
    type,
    ...jobCreateFields,
    teacher: ModelReference.describe('The fine-tuned model to learn from: its id, or `name@alias`'),
    student: Student.describe('The model that learns: the id of another one, or some layers of the teacher'),
    dataset: DatasetReference.describe('What to train on'),
    ...hyperparametersField,
    temperature: temperature.default(2),
    alpha: alpha.default(0.5),
    hiddenStates: hiddenStates
      .optional()
      .describe(
        `${hiddenStates.description}; by default where the student is some layers of the teacher. Both need the same tokenizer`,
      ),
  })
  .meta({ id: 'DistillJobCreate' });
export type DistillJobCreate = z.infer<typeof DistillJobCreate>;

export const DistillJobView = z
  .object({
    type,
    ...jobViewFields,
    ...chosenHyperparametersField,
    teacher: z.string().describe('Id of the model that it learns from'),
    student: z
      .union([z.string(), z.object({ layers: z.int().describe("How many of the teacher's layers") })])
      .describe('Id of the model that learns, or how many layers of the teacher'),
    temperature,
    alpha,
    hiddenStates,
    ...comparisonField,
  })
  .meta({ id: 'DistillJob' });
