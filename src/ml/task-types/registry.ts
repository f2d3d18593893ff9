import type { DatasetTask } from '../data/example.js';
import { chat } from './chat.js';
import { multiLabelClassification } from './multi-label-classification.js';
import type { TaskType } from './task-type.js';
import { text } from './text.js';
import { textClassification } from './text-classification.js';
import { textGeneration } from './text-generation.js';
import { textRegression } from './text-regression.js';
import { tokenClassification } from './token-classification.js';

/** Who asks for a task's type by name has examples of that task, and hands a type's observations to it alone. */
const erased = <Task extends DatasetTask, Observation>(type: TaskType<Task, Observation>): TaskType =>
  type as unknown as TaskType;

const TASK_TYPES: Readonly<Record<DatasetTask, TaskType>> = {
  'text-classification': erased(textClassification),
  'multi-label-classification': erased(multiLabelClassification),
  'text-regression': erased(textRegression),
  'token-classification': erased(tokenClassification),
  'text-generation': erased(textGeneration),
  chat: erased(chat),
  text: erased(text),
};

/** What a task means for models. */
export const taskTypeOf = (task: DatasetTask): TaskType => TASK_TYPES[task];
