import { z } from 'zod';
import { Calibration } from '../ml/calibration/calibration.js';
import { WorkerFailure } from './protocol.js';

/**
 * The whole conversation between a server (parent) and the process that holds one model (child):
 *
 *   child: listening ─▶ parent: load ─▶ child: loaded | failed (and ends)
 *                       parent: classify* ─▶ child: logits | refused, for each, in any order
 *
 * There is no message to stop: the parent kills, and a child whose parent is gone ends by itself.
 */
export const ModelInput = z.strictObject({ text: z.string(), textPair: z.string().optional() });
export type ModelInput = z.infer<typeof ModelInput>;

export const ToModelWorker = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('load'),
    folder: z.string().min(1).describe('The model folder: absolute.'),
    threads: z.int().positive(),
    device: z.string().min(1).describe('What TEMPER_DEVICE says.'),
  }),
  z.strictObject({
    type: z.literal('classify'),
    id: z.int().nonnegative().describe('Names the batch in the answer.'),
    inputs: z.array(ModelInput).min(1),
  }),
]);
export type ToModelWorker = z.infer<typeof ToModelWorker>;

export const FromModelWorker = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('listening') }),
  z.strictObject({
    type: z.literal('loaded'),
    labels: z.array(z.string()).min(1).describe('The classes, in the order of the logits.'),
    calibration: Calibration,
  }),
  z.strictObject({ type: z.literal('failed'), error: WorkerFailure }),
  z.strictObject({
    type: z.literal('logits'),
    id: z.int().nonnegative(),
    logits: z.array(z.array(z.number())).describe('[rows, classes], raw.'),
  }),
  z.strictObject({ type: z.literal('refused'), id: z.int().nonnegative(), error: WorkerFailure }),
]);
export type FromModelWorker = z.infer<typeof FromModelWorker>;
