/** Drives training: turns its events into the worker's, checkpoints now and then, and stops when a pause is asked for. */
import { join } from 'node:path';
import { type BestParametersFile, writeCheckpoint } from '../../../ml/artifact/training-checkpoint.js';
import { InputError } from '../../../ml/input-error.js';
import type { FineTuning } from '../../../ml/training/fine-tuning.js';
import { TrainingDiverged, type TrainingEvent, type TrainingState } from '../../../ml/training/train.js';
import type { WorkerEvent } from '../../protocol.js';
import { Stopwatch } from '../../stopwatch.js';
import { PAUSED, type TaskContext } from '../../task-handler.js';

/** Seconds of work that a crash may cost, and how much longer than writing one takes a checkpoint must lie back. */
const CHECKPOINT_SECONDS = 15;
const CHECKPOINT_SHARE = 20;
/** Points of the training curve that are kept, about. */
const CURVE_POINTS = 500;
const KIB = 1024;
/** Steps whose speed tells how long the rest takes. */
const SPEED_WINDOW = 20;

export async function* trainWithCheckpoints(
  tuning: FineTuning,
  best: BestParametersFile,
  from: TrainingState,
  context: TaskContext,
): AsyncGenerator<WorkerEvent, TrainingState | typeof PAUSED> {
  const curve = new TrainingCurve(tuning);
  const sinceCheckpoint = new Stopwatch();
  let writingSeconds = 0;
  async function* checkpoint(state: TrainingState): AsyncGenerator<WorkerEvent> {
    const path = `checkpoint-${state.step}`;
    const writing = new Stopwatch();
    await writeCheckpoint(join(context.scratch, path), tuning.store, state, best);
    yield { type: 'checkpoint', path, step: state.step };
    writingSeconds = writing.seconds;
    sinceCheckpoint.restart();
  }

  const events = tuning.run(best, from);
  for (;;) {
    const next = await events.next().catch((error: unknown) => {
      if (error instanceof TrainingDiverged) throw new InputError('training-diverged', error.message);
      throw error;
    });
    if (next.done) return next.value;
    const { state } = next.value;
    yield* curve.eventsOf(next.value);
    if (context.control.requested() === 'pause') {
      yield* checkpoint(state);
      return PAUSED;
    }
    if (sinceCheckpoint.seconds > Math.max(CHECKPOINT_SECONDS, CHECKPOINT_SHARE * writingSeconds)) {
      yield* checkpoint(state);
    }
  }
}

/** Metrics and progress from the events of training. */
class TrainingCurve {
  readonly #pace = new Stopwatch();
  readonly #every: number;
  #losses: number[] = [];
  /** Of all steps of this attempt. */
  #tokens = 0;
  #places = 0;
  #recent: { tokens: number; at: number }[] = [];

  constructor(private readonly tuning: FineTuning) {
    this.#every = Math.ceil(tuning.totalSteps / CURVE_POINTS);
  }

  *eventsOf(event: TrainingEvent): Generator<WorkerEvent> {
    const { step } = event.state;
    const epoch = this.tuning.epochOf(step);
    if (event.type === 'evaluation') {
      for (const [name, value] of Object.entries(event.metrics)) {
        yield { type: 'metric', step, epoch, split: 'validation', name, value };
      }
      return;
    }
    this.#losses.push(event.loss);
    if (step % this.#every === 0 || step === this.tuning.totalSteps) {
      const value = this.#losses.reduce((sum, loss) => sum + loss, 0) / this.#losses.length;
      this.#losses = [];
      yield { type: 'metric', step, epoch, split: 'train', name: 'loss', value };
      yield { type: 'metric', step, epoch, split: 'train', name: 'learningRate', value: event.learningRate };
    }
    this.#tokens += event.tokens;
    this.#places += event.places;
    yield {
      type: 'progress',
      step,
      totalSteps: this.tuning.totalSteps,
      epoch,
      ...this.#speed(event.tokens, step),
      paddingShare: 1 - this.#tokens / this.#places,
      memoryBytes: process.resourceUsage().maxRSS * KIB,
    };
  }

  #speed(tokens: number, step: number) {
    this.#recent.push({ tokens, at: this.#pace.seconds });
    if (this.#recent.length > SPEED_WINDOW) this.#recent.shift();
    const first = this.#recent[0]!;
    const seconds = this.#recent.at(-1)!.at - first.at;
    if (seconds === 0) return { tokensPerSecond: null, etaSeconds: null };
    const counted = this.#recent.slice(1);
    const total = counted.reduce((sum, entry) => sum + entry.tokens, 0);
    const remaining = this.tuning.totalSteps - step;
    return { tokensPerSecond: total / seconds, etaSeconds: (seconds / counted.length) * remaining };
  }
}
