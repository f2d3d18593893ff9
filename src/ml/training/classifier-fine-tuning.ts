/** Fine-tuning of a text classifier: ties architecture, method, data and hyperparameters to the training loop. */
import type { Architecture, WeightSpec } from '../architectures/architecture.js';
import type { Engine, FunctionRunner, GradientRunner, WeightValues } from '../engine/engine.js';
import { elementCount, ParameterStore } from '../engine/parameter-store.js';
import { scratchFloats } from '../engine/scratch-size.js';
import { classificationOutcomes } from '../evaluation/classification-outcomes.js';
import { ClassificationTally } from '../evaluation/classification-tally.js';
import { softmaxRows } from '../evaluation/softmax.js';
import { mergeAdapters } from '../lora/merge-adapters.js';
import { classificationFeatures, classificationTargets } from '../tasks/classification.js';
import type { Task } from '../tasks/task.js';
import type { TokenSequence } from '../tasks/token-batch.js';
import { AdamW } from './adamw.js';
import { type ClassifierInputs, FeatureInputs, TokenInputs } from './classifier-inputs.js';
import { type ClassifierPlan, planClassifier } from './classifier-plan.js';
import type { FineTuneMethod } from './fine-tune-method.js';
import { fillFreshWeight } from './fresh-weights.js';
import type { Hyperparameters } from './hyperparameters.js';
import { learningRateFactor } from './learning-rate.js';
import { LengthBatches } from './length-batches.js';
import { type BestParameters, type TrainingBatch, type TrainingEvent, type TrainingState, train } from './train.js';

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
  method: FineTuneMethod;
  /** Number of classes. */
  labels: number;
  padId: number;
  hyperparameters: Hyperparameters;
  seed: number;
  train: LabelledSequences;
  /** Without examples nothing is evaluated on the way. */
  validation: LabelledSequences;
}

export class ClassifierFineTuning {
  readonly totalSteps: number;
  readonly #batches: LengthBatches;
  readonly #frozen: WeightValues;
  #runner: GradientRunner | undefined;

  private constructor(
    readonly options: FineTuningOptions,
    private readonly engine: Engine,
    readonly plan: ClassifierPlan,
    /** Trained parameters, zero until they are loaded or made fresh. */
    readonly store: ParameterStore,
    batches: LengthBatches,
  ) {
    const { epochs, maxSteps } = options.hyperparameters;
    this.#batches = batches;
    this.#frozen = Object.fromEntries(
      plan.frozen.map(({ name, shape }) => [name, new Float32Array(elementCount(shape))]),
    );
    this.totalSteps = Math.min(Math.ceil(epochs * batches.batchesAnEpoch), maxSteps ?? Number.POSITIVE_INFINITY);
  }

  static async prepare(options: FineTuningOptions, engine: Engine): Promise<ClassifierFineTuning> {
    const { hyperparameters, method, labels, train, seed } = options;
    const { batchSize, gradientAccumulation, labelSmoothing, dropout } = hyperparameters;
    const plan = planClassifier(options.architecture.withDropout(dropout), { labels, labelSmoothing }, method);
    const lengths = train.sequences.map(({ inputIds }) => inputIds.length);
    const batches = new LengthBatches(lengths, batchSize, seed);
    const largest = { batch: Math.ceil(batchSize / gradientAccumulation), seq: batches.longest };
    const store = new ParameterStore(plan.trainable, {
      scratchFloats: await scratchFloats(plan.program, [largest]),
      accumulate: gradientAccumulation > 1,
    });
    return new ClassifierFineTuning(options, engine, plan, store, batches);
  }

  /** Where the values of a weight belong, trained or not. */
  weight(name: string): Float32Array {
    return this.#frozen[name] ?? this.store.view('parameter', name);
  }

  /** Draws fresh values for weights: each weight has a stream of its own, whatever else is drawn. */
  makeFresh(specs: readonly WeightSpec[]): void {
    const { architecture, seed } = this.options;
    const { task, lora } = this.plan;
    const all = [...task.weights, ...(lora?.adapters ?? [])];
    for (const spec of specs) {
      const stream = all.findIndex(({ name }) => name === spec.name);
      fillFreshWeight(this.weight(spec.name), spec, { seed, stream, deviation: architecture.initializerRange });
    }
  }

  /** Trains from a state, as `train` does, once every weight has its values. */
  async *run(best: BestParameters, from: TrainingState): AsyncGenerator<TrainingEvent, TrainingState> {
    const { hyperparameters, seed, train: rows, validation } = this.options;
    const { learningRate, schedule, warmupRatio, evalSteps, earlyStopping } = hyperparameters;
    const inputs = await this.#inputs(rows.sequences);
    const heldOut = validation.sequences.length ? await this.#inputs(validation.sequences) : null;
    const warmupSteps = Math.round(warmupRatio * this.totalSteps);
    this.#runner = await this.engine.gradients(this.plan.program, this.store, this.#frozen);
    return yield* train(
      {
        store: this.store,
        runner: this.#runner,
        optimizer: new AdamW(this.store, this.#optimized(), hyperparameters),
        batch: (step) => this.#batch(inputs, step),
        ...(heldOut && { evaluate: () => this.#evaluate(heldOut), best }),
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
    const inputs = new TokenInputs(sequences, this.options.padId);
    return this.#logits(this.plan.task, this.servedWeights(), inputs);
  }

  /** The weights of the network without adapters, these merged into it. */
  servedWeights(): WeightValues {
    const { task, lora } = this.plan;
    const values = this.#values(task.weights);
    if (!lora) return values;
    const adapters = this.#values(lora.adapters);
    return { ...values, ...mergeAdapters(lora.layers, { ...values, ...adapters }, lora.options) };
  }

  /** Adapters and the head beside them, as they were trained; none for other methods. */
  adapterWeights(): WeightValues {
    return this.plan.lora ? this.#values(this.plan.trainable) : {};
  }

  async dispose(): Promise<void> {
    await this.#runner?.dispose();
  }

  #values(weights: readonly WeightSpec[]): WeightValues {
    return Object.fromEntries(weights.map(({ name }) => [name, this.weight(name)]));
  }

  #optimized() {
    const { layerwiseDecay } = this.options.hyperparameters;
    const top = Math.max(...this.plan.trainable.map(({ depth }) => depth));
    return this.plan.trainable.map((weight) => ({ ...weight, rateFactor: layerwiseDecay ** (top - weight.depth) }));
  }

  /** The sequences themselves, or what the frozen part makes of them. */
  async #inputs(sequences: readonly TokenSequence[]): Promise<ClassifierInputs> {
    const tokens = new TokenInputs(sequences, this.options.padId);
    if (!this.plan.onFeatures) return tokens;
    const features = classificationFeatures(this.options.architecture);
    return new FeatureInputs(await this.#logits(features, this.#frozen, tokens), tokens.lengths);
  }

  async #logits(part: Pick<Task, 'weights' | 'inference'>, values: WeightValues, inputs: ClassifierInputs) {
    const runner: FunctionRunner = await this.engine.function({ ...part.inference, weights: part.weights }, values);
    try {
      return await inputs.logits(runner);
    } finally {
      await runner.dispose();
    }
  }

  #batch(inputs: ClassifierInputs, step: number): TrainingBatch {
    const { train, hyperparameters } = this.options;
    const rows = this.#batches.rows(step);
    const total = rows.reduce((sum, row) => sum + train.weights[row]!, 0);
    const partSize = Math.ceil(hyperparameters.batchSize / hyperparameters.gradientAccumulation);
    const batch: TrainingBatch = { parts: [], tokens: 0, places: 0 };
    for (let start = 0; start < rows.length; start += partSize) {
      const part = [...rows.subarray(start, start + partSize)];
      const length = this.#batches.paddedLength(part);
      const targets = classificationTargets(
        part.map((row) => train.labels[row]!),
        part.map((row) => train.weights[row]! / total),
      );
      batch.parts.push({ ...inputs.feeds(part, length), ...targets });
      batch.tokens += part.reduce((sum, row) => sum + inputs.lengths[row]!, 0);
      batch.places += part.length * length;
    }
    return batch;
  }

  async #evaluate(inputs: ClassifierInputs): Promise<Record<string, number>> {
    const { trained } = this.plan;
    const { labels, validation } = this.options;
    const probabilities = softmaxRows(await this.#logits(trained, this.#values(trained.weights), inputs));
    const outcomes = classificationOutcomes(probabilities, validation.labels, labels);
    const { nll, accuracy, macroF1 } = ClassificationTally.of(outcomes).metrics();
    return { loss: nll, accuracy, macroF1 };
  }
}
