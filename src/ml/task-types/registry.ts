import type { DatasetTask } from '../data/example.js';
import { chat } from './chat.js';
import { multiLabelClassification } from './multi-label-classification.js';
import type { TaskType } from './task-type.js';
import { text } from './text.js';
import { textClassification } from './text-classification.js';
import { textGeneration } from './text-generation.js';
import { textRegression } from './text-regression.js';
import { tokenClassification } from './token-classification.js';

const TASK_TYPES = {
  'text-classification': textClassification,
  'multi-label-classification': multiLabelClassification,
  'text-regression': textRegression,
  'token-classification': tokenClassification,
  'text-generation': textGeneration,
  chat,
  text,
} as const satisfies { [Task in DatasetTask]: TaskType<Task, never> };

/** What a task means for models. Who asks by name has examples of that task. */
export const taskTypeOf = (task: DatasetTask): TaskType => TASK_TYPES[task] as unknown as TaskType;
