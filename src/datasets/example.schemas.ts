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

/** A row of a version; its fields follow from the data set's task. */
export const ExampleView = z
  .union([
    ClassificationExample.extend(kept).meta({ id: 'StoredClassificationExample' }),
    MultiLabelExample.extend(kept).meta({ id: 'StoredMultiLabelExample' }),
    RegressionExample.extend(kept).meta({ id: 'StoredRegressionExample' }),
    TokenExample.extend(kept).meta({ id: 'StoredTokenExample' }),
    GenerationExample.extend(kept).meta({ id: 'StoredGenerationExample' }),
    ChatExample.extend(kept).meta({ id: 'StoredChatExample' }),
    TextExample.extend(kept).meta({ id: 'StoredTextExample' }),
  ])
  .meta({ id: 'Example' });
export type ExampleView = z.infer<typeof ExampleView>;
