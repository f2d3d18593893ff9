/** Fine-tuning: ties architecture, task, method, data and hyperparameters to the training loop. */
import type { Architecture, WeightSpec } from '../architectures/architecture.js';
import type { StoredExample } from '../data/example.js';
import type { Engine, GradientRunner, WeightValues } from '../engine/engine.js';
import { elementCount, ParameterStore } from '../engine/parameter-store.js';
import { scratchFloats } from '../engine/scratch-size.js';
import { type Generated, generate } from '../inference/generate.js';
import { mergeAdapters } from '../lora/merge-adapters.js';
import type { EncodedRows } from '../task-types/rows/encoded-rows.js';
import { FeatureRows } from '../task-types/rows/feature-rows.js';
import { rowOutputs } from '../task-types/rows/row-outputs.js';
import type { Network, TaskScope, TaskType } from '../task-types/task-type.js';
import { withoutScale, withScale } from '../task-types/value-scale.js';
import { featuresOf, type Objective } from '../tasks/objective.js';
import { scoringRunner } from '../tasks/scoring.js';
import type { Task, TaskFunction } from '../tasks/task.js';
import { AdamW, type OptimizedWeight } from './adamw.js';
import { type Distillation, planDistillation } from './distillation.js';
import type { FineTuneMethod } from './fine-tune-method.js';
import { fillFreshWeight } from './fresh-weights.js';
import type { Hyperparameters } from './hyperparameters.js';
import { learningRateFactor } from './learning-rate.js';
import { LengthBatches } from './length-batches.js';
import { type BestParameters, type TrainingBatch, type TrainingEvent, type TrainingState, train } from './train.js';
import { planTraining, type TrainingPlan } from './training-plan.js';

/** A split: its examples, and the rows that were made of them. */
export interface EncodedSplit {
  examples: readonly StoredExample[];
  rows: EncodedRows;
}

export interface FineTuningOptions {
  type: TaskType;
  scope: TaskScope;
  method: FineTuneMethod;
  hyperparameters: Hyperparameters;
  train: EncodedSplit;
  /** Without examples nothing is evaluated on the way. */
  validation: EncodedSplit;
  /** What it learns from a teacher beside the labels; its rows are `DistilledRows`. */
  distillation?: Distillation;
}

/** As a network it is what its parameters are at the time. */
export class FineTuning implements Network {
  readonly totalSteps: number;
  readonly #frozen: WeightValues;
  #runner: GradientRunner | undefined;

  private constructor(
    readonly options: FineTuningOptions,
    private readonly engine: Engine,
    readonly objective: Objective,
    readonly plan: TrainingPlan,
    /** Trained parameters, zero until they are loaded or made fresh. */
    readonly store: ParameterStore,
    private readonly batches: LengthBatches,
  ) {
    const { epochs, maxSteps } = options.hyperparameters;
    this.#frozen = Object.fromEntries(
      plan.frozen.map(({ name, shape }) => [name, new Float32Array(elementCount(shape))]),
    );
    this.totalSteps = Math.min(Math.ceil(epochs * batches.batchesAnEpoch), maxSteps ?? Number.POSITIVE_INFINITY);
  }

  static async prepare(options: FineTuningOptions, engine: Engine): Promise<FineTuning> {
    const { hyperparameters, method, scope, type, train } = options;
    const { batchSize, gradientAccumulation, labelSmoothing, dropout } = hyperparameters;
    const objective = type.objective(scope, labelSmoothing);
    const architecture = scope.architecture.withDropout(dropout);
    const plan = options.distillation
      ? planDistillation(architecture, objective, options.distillation)
      : planTraining(architecture, objective, method);
    const batches = new LengthBatches(train.rows.lengths, {
      batchSize,
      seed: scope.seed,
      longest: scope.architecture.sizes.maxLength,
    });
    const batch = Math.ceil(batchSize / gradientAccumulation);
    const places = batch * batches.longest;
    const largest = { batch, seq: batches.longest, tokens: places, predictions: places };
    const store = new ParameterStore(plan.trainable, {
      scratchFloats: await scratchFloats(plan.program, [largest]),
      accumulate: gradientAccumulation > 1,
    });
    return new FineTuning(options, engine, objective, plan, store, batches);
  }

  get #architecture(): Architecture {
    return this.options.scope.architecture;
  }

  /** Where the values of a weight belong, trained or not. */
  weight(name: string): Float32Array {
    return this.#frozen[name] ?? this.store.view('parameter', name);
  }

  /** Draws fresh values for weights: each weight has a stream of its own, whatever else is drawn. */
  makeFresh(specs: readonly WeightSpec[]): void {
    const { seed } = this.options.scope;
    const { task, lora, projections = [] } = this.plan;
    const all = [...task.weights, ...(lora?.adapters ?? []), ...projections];
    for (const spec of specs) {
      const stream = all.findIndex(({ name }) => name === spec.name);
      fillFreshWeight(this.weight(spec.name), spec, { seed, stream, deviation: this.#architecture.initializerRange });
    }
  }

  /** Brings a head that was loaded, and gives values as they are, to the scale that they are learned on. */
  scaleHead(): void {
    const { head } = this.plan;
    const scaled = withoutScale(this.#values(head), head, this.options.scope.scale);
    for (const { name } of head) this.weight(name).set(scaled[name]!);
  }

  /** Trains from a state, as `train` does, once every weight has its values. */
  async *run(best: BestParameters, from: TrainingState): AsyncGenerator<TrainingEvent, TrainingState> {
    const { hyperparameters, scope, train: split, validation } = this.options;
    const { learningRate, schedule, warmupRatio, evalSteps, earlyStopping } = hyperparameters;
    const rows = await this.#trainedOn(split.rows);
    const heldOut = validation.rows.rows.length ? await this.#trainedOn(validation.rows) : null;
    const warmupSteps = Math.round(warmupRatio * this.totalSteps);
    this.#runner = await this.engine.gradients(this.plan.program, this.store, this.#frozen);
    return yield* train(
      {
        store: this.store,
        runner: this.#runner,
        optimizer: new AdamW(this.store, this.#optimized(), hyperparameters),
        batch: (step) => this.#batch(rows, step),
        ...(heldOut && { evaluate: () => this.#evaluate(heldOut), best }),
      },
      {
        seed: scope.seed,
        totalSteps: this.totalSteps,
        learningRate: (step) => learningRate * learningRateFactor(schedule, step, this.totalSteps, warmupSteps),
        evaluateEvery: evalSteps,
        earlyStopping: earlyStopping ? { ...earlyStopping, larger: isBetterLarger(earlyStopping.metric) } : undefined,
      },
      from,
    );
  }

  /** Passes over the training data after so many steps. */
  epochOf(step: number): number {
    return step / this.batches.batchesAnEpoch;
  }

  outputs(rows: EncodedRows): Promise<Float32Array[]> {
    return this.#outputs(this.plan.task, this.#networkValues(), rows);
  }

  async generate(prompts: readonly (readonly number[])[], maxTokens: readonly number[]): Promise<Generated[]> {
    const { task } = this.plan;
    const { tokenizer, architecture } = this.options.scope;
    const { endId, padId } = tokenizer;
    const program = { ...task.continuation!, weights: task.weights };
    const runner = await this.engine.function(program, this.#networkValues());
    const keyValues = architecture.keyValues!;
    const longest = architecture.sizes.maxLength;
    try {
      return await generate(runner, prompts, { maxTokens, endId, padId, longest, keyValues });
    } finally {
      await runner.dispose();
    }
  }

  /** The weights of the network without adapters, these merged into it. */
  servedWeights(): WeightValues {
    return withScale(this.#networkValues(), this.plan.head, this.options.scope.scale);
  }

  /** Adapters and the head beside them, as they were trained; none for other methods. */
  adapterWeights(): WeightValues {
    const { lora, trainable, head } = this.plan;
    if (!lora) return {};
    const moving = head.filter(({ name }) => trainable.some((weight) => weight.name === name));
    return withScale(this.#values(trainable), moving, this.options.scope.scale);
  }

  async dispose(): Promise<void> {
    await this.#runner?.dispose();
  }

  #networkValues(): WeightValues {
    const { task, lora } = this.plan;
    const values = this.#values(task.weights);
    if (!lora) return values;
    const adapters = this.#values(lora.adapters);
    return { ...values, ...mergeAdapters(lora.layers, { ...values, ...adapters }, lora.options) };
  }

  #values(weights: readonly WeightSpec[]): WeightValues {
    return Object.fromEntries(weights.map(({ name }) => [name, this.weight(name)]));
  }

  #optimized(): OptimizedWeight[] {
    const { method, hyperparameters } = this.options;
    const top = Math.max(...this.plan.trainable.map(({ depth }) => depth));
    // Gradual unfreezing (Howard and Ruder, 2018, arXiv:1801.06146): from the head downwards, at even intervals.
    const interval = method.type === 'gradual' ? (method.over * this.totalSteps) / Math.max(1, top) : 0;
    const { layerwiseDecay, embeddingRate } = hyperparameters;
    return this.plan.trainable.map((weight) => ({
      ...weight,
      rateFactor: layerwiseDecay ** (top - weight.depth) * (weight.depth === EMBEDDINGS ? embeddingRate : 1),
      stillFor: Math.round(interval * (top - weight.depth)),
    }));
  }

  /** The rows themselves, or what the frozen part makes of them. */
  async #trainedOn(rows: EncodedRows): Promise<EncodedRows> {
    if (!this.plan.onFeatures) return rows;
    const features = featuresOf(this.#architecture, this.objective);
    return new FeatureRows(rows, await this.#outputs(features, this.#frozen, rows));
  }

  async #outputs(
    part: Pick<Task, 'weights' | 'inference' | 'scoring'>,
    values: WeightValues,
    rows: EncodedRows,
  ): Promise<Float32Array[]> {
    const prepare = (program: TaskFunction) => this.engine.function({ ...program, weights: part.weights }, values);
    const runner = await (part.scoring ? scoringRunner(part.scoring, prepare) : prepare(part.inference));
    try {
      return await rowOutputs(runner, rows, { longest: this.#architecture.sizes.maxLength });
    } finally {
      await runner.dispose();
    }
  }

  #batch(rows: EncodedRows, step: number): TrainingBatch {
    const { batchSize, gradientAccumulation } = this.options.hyperparameters;
    const chosen = this.batches.rows(step);
    const total = chosen.reduce((sum, row) => sum + rows.mass(row), 0);
    const partSize = Math.ceil(batchSize / gradientAccumulation);
    const parts = Math.ceil(chosen.length / partSize);
    const batch: TrainingBatch = { parts: [], tokens: 0, places: 0 };
    for (let i = 0; i < parts; i++) {
      const part = [...chosen.subarray(i * partSize, (i + 1) * partSize)];
      const length = this.batches.paddedLength(part);
      batch.parts.push(rows.batch(part, length, total, step * parts + i));
      batch.tokens += part.reduce((sum, row) => sum + rows.lengths[row]!, 0);
      batch.places += part.length * length;
    }
    return batch;
  }

  async #evaluate(rows: EncodedRows): Promise<Record<string, number>> {
    const { type, scope, validation } = this.options;
    const { trained } = this.plan;
    const outputs = await this.#outputs(trained, this.#values(trained.weights), rows);
    return type.measure(type.observe(validation.examples, rows, outputs, scope), scope);
  }
}

/** The depth of weights below the first layer. */
const EMBEDDINGS = 0;

/** Losses and errors are better the smaller they are. */
const SMALLER_IS_BETTER = new Set(['loss', 'perplexity', 'mse']);
const isBetterLarger = (metric: string): boolean => !SMALLER_IS_BETTER.has(metric);
