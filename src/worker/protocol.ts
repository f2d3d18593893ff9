import { z } from 'zod';

/**
 * The whole conversation between a trainer (parent) and a worker (child), one task a child:
 *
 *   child: ready ─▶ parent: run ─▶ child: event* ─▶ child: result | paused | cancelled | error, and the child ends
 *                   parent: stored, written (see below), pause, cancel
 *
 * A handler goes on after a checkpoint when that is stored, and after other events at once, as long as the parent has
 * written all but the last `EVENT_WINDOW` of them: a database that is away makes workers wait, not trainers grow.
 * Both sides parse what they receive; the child also parses what it sends, so that a handler that yields a NaN hears of
 * it where it happened.
 */
const json = z.json();

export const EVENT_WINDOW = 1_000;

export const LogLevel = z.enum(['debug', 'info', 'warn', 'error']);
export type LogLevel = z.infer<typeof LogLevel>;

/** How far a task has come; only the latest is kept. */
export const TaskProgress = z.strictObject({
  step: z
    .int()
    .nonnegative()
    .describe('Steps done: optimizer steps when training, trials of a sweep, bytes when downloading, rows otherwise.'),
  totalSteps: z.int().nonnegative().nullable().describe('Steps in all; null while that is not known.'),
  epoch: z.number().nonnegative().optional().describe('Passes over the training data so far, with its fraction.'),
  etaSeconds: z.number().nonnegative().nullable().optional().describe('Estimated time to the end, in seconds.'),
  tokensPerSecond: z.number().nonnegative().nullable().optional().describe('Tokens processed per second, lately.'),
  paddingShare: z.number().min(0).max(1).optional().describe('Share of the token places in batches that are padding.'),
  memoryBytes: z.int().nonnegative().optional().describe("The process's memory at its peak so far, bytes."),
});
export type TaskProgress = z.infer<typeof TaskProgress>;

export const TaskMetric = z.strictObject({
  step: z.int().nonnegative().describe('The optimizer step after which the value was taken.'),
  epoch: z.number().nonnegative().nullable().describe('Passes over the training data at that step.'),
  split: z.string().min(1).describe('What it was measured on: train, validation or test.'),
  name: z.string().min(1).describe('The metric, such as loss or macroF1.'),
  value: z.number().describe('Its value.'),
});
export type TaskMetric = z.infer<typeof TaskMetric>;

/** A path below the task's scratch folder, with forward slashes. */
const ScratchPath = z
  .string()
  .min(1)
  .refine((path) => !path.startsWith('/') && !path.split('/').includes('..'), 'must stay below the scratch folder');

/** What a handler yields. */
export const WorkerEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('status'), message: z.string(), data: json.optional() }),
  z.strictObject({ type: z.literal('log'), level: LogLevel, message: z.string(), data: json.optional() }),
  z.strictObject({ type: z.literal('metric'), ...TaskMetric.shape }),
  z.strictObject({ type: z.literal('progress'), ...TaskProgress.shape }),
  z.strictObject({
    type: z.literal('checkpoint'),
    path: ScratchPath.describe('The folder that holds the checkpoint.'),
    step: z.int().nonnegative().describe('The step it was taken after.'),
    data: json.optional(),
  }),
]);
export type WorkerEvent = z.infer<typeof WorkerEvent>;

/** The checkpoint a task starts from: a folder, and the step it was taken after. */
export const StagedCheckpoint = z.strictObject({ path: z.string().min(1), step: z.int().nonnegative() });
export type StagedCheckpoint = z.infer<typeof StagedCheckpoint>;

export const RunMessage = z.strictObject({
  type: z.literal('run'),
  kind: z.string().min(1),
  attempt: z.int().positive(),
  scratch: z.string().min(1).describe('The folder of this attempt: absolute, its own, removed afterwards.'),
  threads: z.int().positive(),
  device: z.string().min(1).describe('What TEMPER_DEVICE says.'),
  checkpoint: StagedCheckpoint.nullable().describe('Where to go on from; null at the beginning.'),
  input: z.unknown().describe("What the kind's `stage` returned; its handler parses it."),
});
export type RunMessage = z.infer<typeof RunMessage>;

export const ToWorker = z.discriminatedUnion('type', [
  RunMessage,
  z.strictObject({ type: z.literal('pause') }).describe('Checkpoint, then end with `paused`.'),
  z.strictObject({ type: z.literal('cancel') }).describe('Stop; nothing of it is wanted any more.'),
  z.strictObject({ type: z.literal('stored') }).describe('The checkpoint just sent is safe.'),
  z
    .strictObject({ type: z.literal('written'), events: z.int().nonnegative() })
    .describe('So many of the events sent, checkpoints not counted, are in the database.'),
]);
export type ToWorker = z.infer<typeof ToWorker>;

export const WorkerFailure = z.strictObject({
  code: z.string().min(1),
  message: z.string(),
  detail: z.string().optional().describe('A stack trace, for those who run the service.'),
  retry: z.boolean().describe('False when the input is at fault: another attempt would end the same way.'),
});
export type WorkerFailure = z.infer<typeof WorkerFailure>;

export const FromWorker = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('event'), event: WorkerEvent }),
  z.strictObject({ type: z.literal('paused') }),
  z.strictObject({ type: z.literal('cancelled') }),
  z.strictObject({ type: z.literal('result'), output: json }),
  z.strictObject({ type: z.literal('error'), error: WorkerFailure }),
]);
export type FromWorker = z.infer<typeof FromWorker>;
