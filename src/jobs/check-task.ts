import { calibrationRequest } from '../calibrations/calibration-choice.js';
import { architectureNamed } from '../ml/architectures/registry.js';
import { unsuitable } from '../ml/calibration/suitable.js';
import type { DatasetTask } from '../ml/data/example.js';
import { taskTypeOf } from '../ml/task-types/registry.js';
import type { ModelEntity } from '../models/model.entity.js';
import { ChoiceUnsuitable, ModelUnsuitable } from './job.errors.js';
import type { TrainingRequest } from './training-request.js';

const WITH_LABELS: readonly DatasetTask[] = [
  'text-classification',
  'multi-label-classification',
  'token-classification',
];

/** Whether a model can learn a task in the way that is asked for. */
export function checkTask(
  { method, hyperparameters, calibration }: TrainingRequest,
  task: DatasetTask,
  model: ModelEntity,
  labels: readonly string[],
): void {
  const type = taskTypeOf(task);
  const architecture = architectureNamed(model.architecture!);
  const head = type.head(architecture);
  if (!architecture.hasHead(head)) throw new ModelUnsuitable(model, task);
  const { earlyStopping, labelSmoothing, classWeights } = hyperparameters;
  if (method.type === 'head' && (head === 'causalLanguageModel' || head === 'maskedLanguageModel')) {
    throw new ChoiceUnsuitable('method', task, 'a method that trains layers, full, gradual or lora', 'head');
  }
  if (
    typeof earlyStopping === 'object' &&
    earlyStopping.metric !== 'loss' &&
    !type.watched.includes(earlyStopping.metric)
  ) {
    const expected = `one of loss, ${type.watched.join(', ')}`;
    throw new ChoiceUnsuitable('hyperparameters.earlyStopping.metric', task, expected, earlyStopping.metric);
  }
  if (typeof labelSmoothing === 'number' && labelSmoothing > 0 && !WITH_LABELS.includes(task)) {
    throw new ChoiceUnsuitable(
      'hyperparameters.labelSmoothing',
      task,
      '0 or "auto": there are no labels',
      labelSmoothing,
    );
  }
  if (classWeights !== 'auto' && classWeights !== 'none' && task !== 'text-classification') {
    throw new ChoiceUnsuitable('hyperparameters.classWeights', task, '"none" or "auto"', classWeights);
  }
  const unknown =
    typeof classWeights === 'object' && Object.keys(classWeights).find((label) => !labels.includes(label));
  if (typeof unknown === 'string') {
    const expected = `weights of labels of the data set, such as ${labels.slice(0, 5).join(', ')}`;
    throw new ChoiceUnsuitable('hyperparameters.classWeights', task, expected, unknown);
  }
  const problem = unsuitable(task, calibrationRequest(calibration));
  if (problem) throw new ChoiceUnsuitable(`calibration.${problem.field}`, task, problem.expected, problem.found);
}
