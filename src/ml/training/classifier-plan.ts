/** What a method trains of a classifier: the network as it is trained, and which of its weights move. */
import type { Architecture, WeightSpec } from '../architectures/architecture.js';
import {
  type AdaptedLayer,
  adaptedLayers,
  adaptersOf,
  adapterWeights,
  type LoraOptions,
} from '../lora/lora-weights.js';
import type { GradientProgram } from '../program/trace.js';
import { type ClassificationOptions, classificationHeadTask, classificationTask } from '../tasks/classification.js';
import type { Task } from '../tasks/task.js';
import type { FineTuneMethod } from './fine-tune-method.js';

export interface ClassifierPlan {
  /** The whole network without adapters: what is written and served. */
  task: Task;
  /** What is trained and evaluated: the same with adapters, or the head alone. */
  trained: Task;
  program: GradientProgram;
  trainable: WeightSpec[];
  frozen: WeightSpec[];
  /** Whether `trained` reads states that the frozen part computes once, instead of tokens. */
  onFeatures: boolean;
  lora: { options: LoraOptions; layers: AdaptedLayer[]; adapters: WeightSpec[] } | null;
}

export function planClassifier(
  architecture: Architecture,
  options: Omit<ClassificationOptions, 'adapters'>,
  method: FineTuneMethod,
): ClassifierPlan {
  const task = classificationTask(architecture, options);
  const head = architecture.head('classification').weights(options);
  const whole = { task, onFeatures: false, lora: null };
  switch (method.type) {
    case 'full':
      return {
        ...whole,
        trained: task,
        trainable: task.weights,
        frozen: [],
        program: programOf(task, task.weights, []),
      };
    case 'head': {
      const trained = classificationHeadTask(architecture, options);
      const program = programOf(trained, head, []);
      return { ...whole, trained, trainable: head, frozen: architecture.weights, program, onFeatures: true };
    }
    case 'lora': {
      const lora = { ...method, targets: method.targets ?? architecture.adapterTargets };
      const layers = adaptedLayers(architecture, lora);
      const adapters = adapterWeights(layers, lora);
      const adapted = classificationTask(architecture, { ...options, adapters: adaptersOf(lora) });
      const trained = { ...adapted, weights: [...task.weights, ...adapters] };
      const trainable = [...adapters, ...head];
      const program = programOf(trained, trainable, architecture.weights);
      return {
        ...whole,
        trained,
        trainable,
        frozen: architecture.weights,
        program,
        lora: { options: lora, layers, adapters },
      };
    }
  }
}

const programOf = ({ training }: Task, trainable: WeightSpec[], frozen: WeightSpec[]): GradientProgram => ({
  ...training,
  trainable,
  frozen,
});
