/** Full fine-tuning of a text classifier: ties architecture, data and hyperparameters to the training loop. */
import type { Architecture, WeightSpec } from '../architectures/architecture.js';
import type { Engine, GradientRunner } from '../engine/engine.js';
import { ParameterStore } from '../engine/parameter-store.js';
import { scratchFloats } from '../engine/scratch-size.js';
import { classificationOutcomes } from '../evaluation/classification-outcomes.js';
import { ClassificationTally } from '../evaluation/classification-tally.js';
import { softmaxRows } from '../evaluation/softmax.js';
import { batchedLogits } from '../inference/batched-logits.js';
import { classificationTargets, classificationTask } from '../tasks/classification.js';
import type { Task } from '../tasks/task.js';
import { type TokenSequence, tokenFeeds } from '../tasks/token-batch.js';
import { AdamW } from './adamw.js';
import { fillFreshWeight } from './fresh-weights.js';
import type { Hyperparameters } from './hyperparameters.js';
import { learningRateFactor } from './learning-rate.js';
import { LengthBatches } from './length-batches.js';
import { type BestParameters, type TrainingBatch, type TrainingState, train } from './train.js';

/** A split, tokenised. */
export interface LabelledSequences {
  sequences: TokenSequence[];
  /** Class indices. */
  labels: number[];
  /** Weight of each example in the loss. */
  weights: number[];
}

export interface FineTuningOptions {
  architecture: Architecture;
  /** Number of classes. */
  labels: number;
  padId: number;
  hyperparameters: Hyperparameters;
  seed: number;
  train: LabelledSequences;
  /** Without examples nothing is evaluated on the way. */
  validation: LabelledSequences;
}

const EVALUATION_TOKEN_BUDGET = 4096;

export class ClassifierFineTuning {
  readonly totalSteps: number;
  readonly #batches: LengthBatches;

  private constructor(
    readonly options: FineTuningOptions,
    private readonly engine: Engine,
    readonly task: Task,
    /** Parameters, zero until they are loaded or made fresh. */
    readonly store: ParameterStore,
    private readonly runner: GradientRunner,
    batches: LengthBatches,
  ) {
    const { epochs, maxSteps } = options.hyperparameters;
    this.#batches = batches;
    this.totalSteps = Math.min(Math.ceil(epochs * batches.batchesAnEpoch), maxSteps ?? Number.POSITIVE_INFINITY);
  }

  static async prepare(options: FineTuningOptions, engine: Engine): Promise<ClassifierFineTuning> {
    const { hyperparameters, labels, train, seed } = options;
    const architecture = options.architecture.withDropout(hyperparameters.dropout);
    const task = classificationTask(architecture, { labels, labelSmoothing: hyperparameters.labelSmoothing });
    const batches = new LengthBatches(
      train.sequences.map(({ inputIds }) => inputIds.length),
      hyperparameters.batchSize,
      seed,
    );
    const program = { ...task.training, trainable: task.weights, frozen: [] };
    const { batchSize, gradientAccumulation } = hyperparameters;
    const largest = { batch: Math.ceil(batchSize / gradientAccumulation), seq: batches.longest };
    const store = new ParameterStore(task.weights, {
      scratchFloats: await scratchFloats(program, [largest]),
      accumulate: gradientAccumulation > 1,
    });
    const runner = await engine.gradients(program, store, {});
    return new ClassifierFineTuning(options, engine, task, store, runner, batches);
  }

  /** Draws fresh values for weights: each weight has a stream of its own, whatever else is drawn. */
  makeFresh(specs: readonly WeightSpec[]): void {
    const { architecture, seed } = this.options;
    for (const spec of specs) {
      const stream = this.task.weights.findIndex(({ name }) => name === spec.name);
      const target = this.store.view('parameter', spec.name);
      fillFreshWeight(target, spec, { seed, stream, deviation: architecture.initializerRange });
    }
  }

  /** Trains from a state, as `train` does. */
  run(best: BestParameters, from: TrainingState) {
    const { hyperparameters, seed, validation } = this.options;
    const { learningRate, schedule, warmupRatio, evalSteps, earlyStopping, layerwiseDecay } = hyperparameters;
    const top = Math.max(...this.task.weights.map(({ depth }) => depth));
    const weights = this.task.weights.map((weight) => {
      return { ...weight, rateFactor: layerwiseDecay ** (top - weight.depth) };
    });
    const warmupSteps = Math.round(warmupRatio * this.totalSteps);
    return train(
      {
        store: this.store,
        runner: this.runner,
        optimizer: new AdamW(this.store, weights, hyperparameters),
        batch: (step) => this.#batch(step),
        ...(validation.sequences.length && { evaluate: () => this.#evaluate(), best }),
      },
      {
        seed,
        totalSteps: this.totalSteps,
        learningRate: (step) => learningRate * learningRateFactor(schedule, step, this.totalSteps, warmupSteps),
        evaluateEvery: evalSteps,
        earlyStopping: earlyStopping ? { ...earlyStopping, larger: earlyStopping.metric !== 'loss' } : undefined,
      },
      from,
    );
  }

  /** Passes over the training data after so many steps. */
  epochOf(step: number): number {
    return step / this.#batches.batchesAnEpoch;
  }

  /** Logits of the parameters as they are: [sequences, classes]. */
  async logits(sequences: readonly TokenSequence[]): Promise<Float32Array[]> {
    const values = Object.fromEntries(this.task.weights.map(({ name }) => [name, this.store.view('parameter', name)]));
    const runner = await this.engine.function({ ...this.task.inference, weights: this.task.weights }, values);
    try {
      return await batchedLogits(runner, sequences, {
        padId: this.options.padId,
        tokenBudget: EVALUATION_TOKEN_BUDGET,
      });
    } finally {
      await runner.dispose();
    }
  }

  dispose(): Promise<void> {
    return this.runner.dispose();
  }

  #batch(step: number): TrainingBatch {
    const { padId, train, hyperparameters } = this.options;
    const rows = this.#batches.rows(step);
    const total = rows.reduce((sum, row) => sum + train.weights[row]!, 0);
    const partSize = Math.ceil(hyperparameters.batchSize / hyperparameters.gradientAccumulation);
    const batch: TrainingBatch = { parts: [], tokens: 0, places: 0 };
    for (let start = 0; start < rows.length; start += partSize) {
      const part = [...rows.subarray(start, start + partSize)];
      const length = this.#batches.paddedLength(part);
      const sequences = part.map((row) => train.sequences[row]!);
      const targets = classificationTargets(
        part.map((row) => train.labels[row]!),
        part.map((row) => train.weights[row]! / total),
      );
      batch.parts.push({ ...tokenFeeds(sequences, length, padId), ...targets });
      batch.tokens += sequences.reduce((sum, { inputIds }) => sum + inputIds.length, 0);
      batch.places += part.length * length;
    }
    return batch;
  }

  async #evaluate(): Promise<Record<string, number>> {
    const { sequences, labels } = this.options.validation;
    const probabilities = softmaxRows(await this.logits(sequences));
    const { nll, accuracy, macroF1 } = ClassificationTally.of(
      classificationOutcomes(probabilities, labels, this.options.labels),
    ).metrics();
    return { loss: nll, accuracy, macroF1 };
  }
}
