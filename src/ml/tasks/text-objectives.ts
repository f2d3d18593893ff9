/** Objectives of a text as a whole: one label, any number of labels, a number. */
import type * as tf from '@tensorflow/tfjs';
import type { Feeds } from '../engine/engine.js';
import { binaryCrossEntropy } from '../program/operators/binary-cross-entropy.js';
import { crossEntropy } from '../program/operators/softmax.js';
import type { Objective } from './objective.js';

const perRow = { label_weights: { shape: ['batch'], dtype: 'float32' } } as const;

/** One of `labels` classes. @param labelSmoothing share of the target that is spread over all classes */
export const singleLabel = (labels: number, labelSmoothing = 0): Objective => ({
  head: 'classification',
  outputs: labels,
  chosenTokens: false,
  targets: { labels: { shape: ['batch'], dtype: 'int32' }, ...perRow },
  loss: (logits, targets) => crossEntropy(logits, targets.labels!, targets.label_weights!, labelSmoothing),
});

/** Class indices, and each row's share of the loss; by default all have the same. */
export function singleLabelTargets(labels: readonly number[], shares?: readonly number[]): Feeds {
  return { labels: { data: Int32Array.from(labels), shape: [labels.length] }, ...sharesOf(labels.length, shares) };
}

/** Each of `labels` classes for itself: the mean over classes of the binary cross-entropy. */
export const multiLabel = (labels: number, labelSmoothing = 0): Objective => ({
  head: 'classification',
  outputs: labels,
  chosenTokens: false,
  targets: { labels: { shape: ['batch', labels], dtype: 'float32' }, ...perRow },
  loss: (logits, targets) => {
    const truth = labelSmoothing ? targets.labels!.mul(1 - labelSmoothing).add(labelSmoothing / 2) : targets.labels!;
    return binaryCrossEntropy(logits, truth, targets.label_weights!);
  },
});

/** For each row, the classes that apply. */
export function multiLabelTargets(
  present: readonly (readonly number[])[],
  labels: number,
  shares?: readonly number[],
): Feeds {
  const data = new Float32Array(present.length * labels);
  present.forEach((classes, row) => {
    for (const label of classes) data[row * labels + label] = 1;
  });
  return { labels: { data, shape: [present.length, labels] }, ...sharesOf(present.length, shares) };
}

/** A number: the mean squared error. */
export const regression: Objective = {
  head: 'classification',
  outputs: 1,
  chosenTokens: false,
  targets: { labels: { shape: ['batch'], dtype: 'float32' }, ...perRow },
  loss: (logits, targets) =>
    logits.flatten().sub(targets.labels!).square().mul(targets.label_weights!).sum() as tf.Scalar,
};

export function regressionTargets(values: readonly number[], shares?: readonly number[]): Feeds {
  return { labels: { data: Float32Array.from(values), shape: [values.length] }, ...sharesOf(values.length, shares) };
}

function sharesOf(rows: number, shares?: readonly number[]): Feeds {
  const data = shares ? Float32Array.from(shares) : new Float32Array(rows).fill(1 / rows);
  return { label_weights: { data, shape: [rows] } };
}
