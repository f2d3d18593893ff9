/**
 * Distillation (Hinton, Vinyals and Dean, 2015, arXiv:1503.02531): beside the labels a student learns the probabilities that
 * its teacher gives at a temperature, and, as in TinyBERT (Jiao et al., 2020, arXiv:1909.10351), to have states like those
 * of the teacher's layers.
 */
import * as tf from '@tensorflow/tfjs';
import type { Architecture, TokenInputs, WeightSpec } from '../architectures/architecture.js';
import { Network } from '../architectures/network.js';
import { binaryCrossEntropy } from '../program/operators/binary-cross-entropy.js';
import { matmul } from '../program/operators/products.js';
import { softCrossEntropy } from '../program/operators/softmax.js';
import { squaredDistance } from '../program/operators/squared-distance.js';
import { type Dropout, noDropout, type Tensors } from '../program/trace.js';
import { type Objective, taskOf } from '../tasks/objective.js';
import { PACKED_DIMENSIONS, PACKED_INPUTS, TOKEN_INPUTS } from '../tasks/token-batch.js';
import type { TrainingPlan } from './training-plan.js';

export interface Distillation {
  /** Logits of both are divided by it before they are compared. */
  temperature: number;
  /** Share of the teacher's answers in the loss; the labels have the rest. */
  alpha: number;
  /** Whether each label is a question of its own: probabilities are those of sigmoids. */
  independent: boolean;
  /** The teacher whose states the student's are to be like; null where only its answers count. */
  teacher: Architecture | null;
}

/** Names of the teacher's weights in the program, which are frozen. */
export const teacherName = (name: string): string => `teacher.${name}`;
const PROJECTION = 'distillation.projection.weight';

/** For each layer of the student, counted from 1, that of the teacher: at even distances, the last to the last. */
export const matchedLayer = (layer: number, students: number, teachers: number): number =>
  Math.round((layer * teachers) / students);

/** The whole student is trained. */
export function planDistillation(
  student: Architecture,
  objective: Objective,
  distillation: Distillation,
): TrainingPlan {
  const task = taskOf(student, objective);
  const head = student.head(objective.head);
  const { teacher } = distillation;
  const projections = teacher ? projectionsOf(student, teacher) : [];
  const frozen = (teacher?.weights ?? []).map((weight) => ({ ...weight, name: teacherName(weight.name) }));
  const trainable = [...task.weights, ...projections];
  const loss = (weights: Tensors, feeds: Tensors, dropout: Dropout): tf.Scalar => {
    const network = new Network(weights, dropout);
    const tokens = feeds as unknown as TokenInputs;
    const { hidden, states } = student.encode(network, tokens, head.positions);
    const answers = answersLoss(head.logits(network, hidden), feeds, objective, distillation);
    if (!teacher) return answers;
    const known = Object.fromEntries(teacher.weights.map(({ name }) => [name, weights[teacherName(name)]!]));
    const taught = teacher.encode(new Network(known, noDropout), tokens, head.positions);
    return answers.add(statesLoss(states!(), taught.states!(), weights[PROJECTION], feeds)) as tf.Scalar;
  };
  return {
    task,
    head: head.weights({ labels: objective.outputs }),
    trained: task,
    trainable,
    frozen,
    projections,
    onFeatures: false,
    lora: null,
    program: {
      dimensions: PACKED_DIMENSIONS,
      inputs: {
        ...TOKEN_INPUTS,
        ...PACKED_INPUTS,
        ...objective.targets,
        teacher_probabilities: { shape: ['batch', objective.outputs], dtype: 'float32' },
      },
      trainable,
      frozen,
      loss,
    },
  };
}

function projectionsOf(student: Architecture, teacher: Architecture): WeightSpec[] {
  const [from, to] = [student.sizes.width, teacher.sizes.width];
  if (from === to) return [];
  return [{ name: PROJECTION, shape: [to, from], start: 'uniform', decay: false, depth: student.sizes.layers + 1 }];
}

/** The squared temperature keeps the gradients of both parts alike, whatever it is. */
function answersLoss(logits: tf.Tensor2D, feeds: Tensors, objective: Objective, distillation: Distillation): tf.Scalar {
  const { temperature, alpha, independent } = distillation;
  const hard = objective.loss(logits, feeds).mul(1 - alpha);
  const softer = logits.mul(1 / temperature);
  const [probabilities, shares] = [feeds.teacher_probabilities!, feeds.label_weights!];
  const compare = independent ? binaryCrossEntropy : softCrossEntropy;
  return hard.add(compare(softer, probabilities, shares).mul(alpha * temperature ** 2)) as tf.Scalar;
}

/** Mean squared difference of the states of matched layers, over tokens and layers; padding counts nothing. */
function statesLoss(
  students: readonly tf.Tensor[],
  teachers: readonly tf.Tensor[],
  projection: tf.Tensor | undefined,
  feeds: Tensors,
): tf.Tensor {
  const mask = feeds.attention_mask!;
  const share = feeds.label_weights!.sum();
  const ofTokens = mask.flatten().div(mask.sum()).mul(share);
  const ofTexts = feeds.label_weights!;
  const losses = students.map((state, layer) => {
    const taught = teachers[matchedLayer(layer, students.length - 1, teachers.length - 1)]!;
    const brought = projection ? matmul(state, projection, { transposeB: true }) : state;
    const rows = state.shape[0] === mask.size ? ofTokens : ofTexts;
    return squaredDistance(brought, taught, rows);
  });
  return tf.addN(losses).mul(1 / losses.length);
}
