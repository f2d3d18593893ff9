/** What a method trains of a network: the network as it is trained, and which of its weights move. */
import type { Architecture, WeightSpec } from '../architectures/architecture.js';
import { InputError } from '../input-error.js';
import {
  type AdaptedLayer,
  adaptedLayers,
  adaptersOf,
  adapterWeights,
  type LoraOptions,
} from '../lora/lora-weights.js';
import type { GradientProgram } from '../program/trace.js';
import { headTaskOf, type Objective, taskOf } from '../tasks/objective.js';
import type { Task } from '../tasks/task.js';
import type { FineTuneMethod } from './fine-tune-method.js';

export interface TrainingPlan {
  /** The whole network without adapters: what is written and served. */
  task: Task;
  /** Weights of its head alone. */
  head: WeightSpec[];
  /** What is trained and evaluated: the same with adapters, or the head alone. */
  trained: Task;
  program: GradientProgram;
  trainable: WeightSpec[];
  frozen: WeightSpec[];
  /** Whether `trained` reads states that the frozen part computes once, instead of tokens. */
  onFeatures: boolean;
  lora: { options: LoraOptions; layers: AdaptedLayer[]; adapters: WeightSpec[] } | null;
  /** Weights that are trained and not kept: what brings a student's states to the width of its teacher's. */
  projections?: WeightSpec[];
}

export function planTraining(architecture: Architecture, objective: Objective, method: FineTuneMethod): TrainingPlan {
  const task = taskOf(architecture, objective);
  const definition = architecture.head(objective.head);
  const head = definition.weights({ labels: objective.outputs });
  const whole = { task, head, onFeatures: false, lora: null };
  switch (method.type) {
    case 'full':
    case 'gradual':
      return { ...whole, ...trains(task, task.weights, []) };
    case 'head': {
      if (objective.chosenTokens) throw headOfLanguageModel();
      // States of texts are few enough to keep; those of tokens are computed anew in each step.
      return definition.positions === 'all'
        ? { ...whole, ...trains(task, head, architecture.weights) }
        : {
            ...whole,
            ...trains(headTaskOf(architecture, objective), head, []),
            frozen: architecture.weights,
            onFeatures: true,
          };
    }
    case 'lora': {
      const options = { ...method, targets: method.targets ?? architecture.adapterTargets };
      const layers = adaptedLayers(architecture, options);
      const adapters = adapterWeights(layers, options);
      const adapted = taskOf(architecture, objective, adaptersOf(options));
      const trained = { ...adapted, weights: [...task.weights, ...adapters] };
      // A language model's head is as large as its vocabulary, or the embeddings themselves: it stays as it is, as with PEFT.
      const [moving, still] = objective.chosenTokens ? [[], head] : [head, []];
      return {
        ...whole,
        ...trains(trained, [...adapters, ...moving], [...architecture.weights, ...still]),
        lora: { options, layers, adapters },
      };
    }
  }
}

const trains = (trained: Task, trainable: WeightSpec[], frozen: WeightSpec[]) => ({
  trained,
  trainable,
  frozen,
  program: { ...trained.training, trainable, frozen },
});

const headOfLanguageModel = () =>
  new InputError(
    'method-unsuitable',
    'A language model has no head of its own to train: its last layer is the table of word pieces. Use {"type": "lora", …} or {"type": "full"}.',
  );
