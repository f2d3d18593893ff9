import { z } from 'zod';
import {
  ChatExample,
  ClassificationExample,
  GenerationExample,
  MultiLabelExample,
  RegressionExample,
  SPLITS,
  TextExample,
  TokenExample,
} from '../ml/data/example.js';

/** A row as it is sent. Plain text comes last: where a row fits none, it would be as near as what was meant. */
export const ExampleBody = z.union([
  ClassificationExample,
  MultiLabelExample,
  RegressionExample,
  TokenExample,
  GenerationExample,
  ChatExample,
  TextExample,
]);

const kept = {
  id: z.string().describe('Made from the input and the answer: the same in every version'),
  split: z.enum(SPLITS).describe('The split it is in'),
};

const Kept = z.strictObject(kept);

/** The row as a version keeps it: what it has by now comes first. */
const stored = <Shape extends z.ZodRawShape>({ shape }: z.ZodObject<Shape>) => Kept.extend(shape).extend(kept);

/** A row of a version; its fields follow from the data set's task. */
export const ExampleView = z
  .union([
    stored(ClassificationExample).meta({ id: 'StoredClassificationExample' }),
    stored(MultiLabelExample).meta({ id: 'StoredMultiLabelExample' }),
    stored(RegressionExample).meta({ id: 'StoredRegressionExample' }),
    stored(TokenExample).meta({ id: 'StoredTokenExample' }),
    stored(GenerationExample).meta({ id: 'StoredGenerationExample' }),
    stored(ChatExample).meta({ id: 'StoredChatExample' }),
    stored(TextExample).meta({ id: 'StoredTextExample' }),
  ])
  .meta({ id: 'Example' });
export type ExampleView = z.infer<typeof ExampleView>;
