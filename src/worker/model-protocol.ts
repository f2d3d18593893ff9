import { z } from 'zod';
import { Promised } from '../ml/calibration/conformal.js';
import { DATASET_TASKS } from '../ml/data/example.js';
import { Answer, ModelInput } from '../ml/inference/answer.js';
import { WorkerFailure } from './protocol.js';

/**
 * The whole conversation between a server (parent) and the process that holds one model (child):
 *
 *   child: listening ─▶ parent: load ─▶ child: loaded | failed (and ends)
 *                       parent: answer* ─▶ child: answers | refused, for each, in any order
 *
 * There is no message to stop: the parent kills, and a child whose parent is gone ends by itself.
 */
export const ToModelWorker = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('load'),
    folder: z.string().min(1).describe('The model folder: absolute.'),
    threads: z.int().positive(),
    device: z.string().min(1).describe('What TEMPER_DEVICE says.'),
  }),
  z.strictObject({
    type: z.literal('answer'),
    id: z.int().nonnegative().describe('Names the batch in the answer.'),
    inputs: z.array(ModelInput).min(1),
  }),
]);
export type ToModelWorker = z.infer<typeof ToModelWorker>;

export const FromModelWorker = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('listening') }),
  z.strictObject({
    type: z.literal('loaded'),
    task: z.enum(DATASET_TASKS).describe('What the model is for.'),
    labels: z.array(z.string()).describe('Its labels, in the order of probabilities; empty for tasks without.'),
    calibrated: z.boolean().describe('Whether its probabilities are calibrated.'),
    promised: Promised.optional().describe('What its sets or intervals can promise; absent where it has none.'),
  }),
  z.strictObject({ type: z.literal('failed'), error: WorkerFailure }),
  z.strictObject({
    type: z.literal('answers'),
    id: z.int().nonnegative(),
    answers: z.array(Answer).describe('One for each input, in their order.'),
  }),
  z.strictObject({ type: z.literal('refused'), id: z.int().nonnegative(), error: WorkerFailure }),
]);
export type FromModelWorker = z.infer<typeof FromModelWorker>;
