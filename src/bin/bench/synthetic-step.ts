/** One fine-tuning step on random weights and made-up texts, as a job takes it: gradients, clipping, AdamW. */
import type { WeightSpec } from '../../ml/architectures/architecture.js';
import type { Engine, Feeds, GradientRunner, WeightValues } from '../../ml/engine/engine.js';
import { elementCount, ParameterStore } from '../../ml/engine/parameter-store.js';
import { scratchFloats } from '../../ml/engine/scratch-size.js';
import type { GradientProgram } from '../../ml/program/trace.js';
import type { EncodedRows } from '../../ml/task-types/rows/encoded-rows.js';
import { FeatureRows } from '../../ml/task-types/rows/feature-rows.js';
import { CausalRows } from '../../ml/task-types/rows/language-rows.js';
import { rowOutputs } from '../../ml/task-types/rows/row-outputs.js';
import { TextRows } from '../../ml/task-types/rows/text-rows.js';
import { featuresOf } from '../../ml/tasks/objective.js';
import { singleLabel, singleLabelTargets } from '../../ml/tasks/text-objectives.js';
import type { TokenSequence } from '../../ml/tasks/token-batch.js';
import { causalLanguageModel } from '../../ml/tasks/token-objectives.js';
import { AdamW } from '../../ml/training/adamw.js';
import { FineTuneMethod } from '../../ml/training/fine-tune-method.js';
import { fillFreshWeight } from '../../ml/training/fresh-weights.js';
import { planTraining } from '../../ml/training/training-plan.js';
import { computingAllTokens } from './all-tokens.js';
import type { StepOptions } from './step-options.js';
import { syntheticBert, syntheticGpt2, syntheticSequences } from './synthetic-models.js';

const METHODS: Record<StepOptions['method'], FineTuneMethod> = {
  full: { type: 'full' },
  lora: { type: 'lora', rank: 8, alpha: 16, dropout: 0 },
  head: { type: 'head' },
};
const SEED = 1;
const LEARNING_RATE = 1e-4;
const DEVIATION = 0.02;

export type MakeStore = (...parameters: ConstructorParameters<typeof ParameterStore>) => ParameterStore;

/** What happens in one step, so that it can be timed in parts. */
export interface StepParts {
  gradients(step: number): Promise<number>;
  optimizer(step: number): void;
}

export class SyntheticStep implements StepParts {
  private constructor(
    private readonly runner: GradientRunner,
    private readonly optimizing: AdamW,
    private readonly feeds: Feeds,
    readonly program: GradientProgram,
    /** Seconds for what is computed once for each text, before the first epoch: only the method `head` has that. */
    readonly featureSeconds: number | null,
  ) {}

  static async prepare(
    options: StepOptions,
    engine: Engine,
    makeStore: MakeStore = (...parameters) => new ParameterStore(...parameters),
  ): Promise<SyntheticStep> {
    const { batch, seq } = options;
    // The rows end at different places, so that the attention mask masks something.
    const sequences = syntheticSequences(batch, seq, Math.ceil(seq / 2));
    const training = trainingOf(options, sequences);
    const store = makeStore(training.trainable, {
      scratchFloats: await scratchFloats(training.program, [
        { batch, seq, tokens: batch * seq, predictions: batch * seq },
      ]),
    });
    const frozen = Object.fromEntries(
      training.frozen.map(({ name, shape }) => [name, new Float32Array(elementCount(shape))]),
    );
    [...training.trainable, ...training.frozen].forEach((spec, stream) => {
      const values = frozen[spec.name] ?? store.view('parameter', spec.name);
      fillFreshWeight(values, spec, { seed: SEED, stream, deviation: DEVIATION });
    });
    const start = performance.now();
    const inputs = await training.inputs(engine, frozen);
    const featureSeconds = (performance.now() - start) / 1000;
    const weights = training.trainable.map((weight) => ({ ...weight, rateFactor: 1 }));
    return new SyntheticStep(
      await engine.gradients(training.program, store, frozen),
      new AdamW(store, weights, { weightDecay: 0.01, maxGradNorm: 1 }),
      inputs,
      training.program,
      options.method === 'head' ? featureSeconds : null,
    );
  }

  gradients(step: number): Promise<number> {
    return this.runner.run(this.feeds, { seed: SEED, step });
  }

  optimizer(step: number): void {
    this.optimizing.update(step, LEARNING_RATE);
  }

  /** The loss, in nats. `step` counts from 1. */
  async run(step: number): Promise<number> {
    const loss = await this.gradients(step);
    this.optimizer(step);
    if (!Number.isFinite(loss)) throw new Error(`the loss of step ${step} is ${loss}`);
    return loss;
  }

  dispose(): Promise<void> {
    return this.runner.dispose();
  }
}

interface SyntheticTraining {
  program: GradientProgram;
  trainable: WeightSpec[];
  frozen: WeightSpec[];
  inputs(engine: Engine, frozen: WeightValues): Promise<Feeds>;
}

function trainingOf(options: StepOptions, sequences: TokenSequence[]): SyntheticTraining {
  const { model, method, layers, hidden, dropout, allTokens } = options;
  const shape = { layers, hidden, headWidth: 64 };
  const rows = sequences.map((sequence, example) => ({ example, sequence, weight: 1 }));
  if (model === 'gpt2') {
    const plan = planTraining(syntheticGpt2(shape).withDropout(dropout), causalLanguageModel, METHODS[method]);
    const learned = rows.map((row) => ({ ...row, learned: Array.from(row.sequence.inputIds, (_, i) => i).slice(1) }));
    return { ...plan, inputs: async () => batchOf(new CausalRows(learned, 0, 0), options) };
  }
  const bert = syntheticBert(shape).withDropout(dropout);
  const architecture = allTokens ? computingAllTokens(bert) : bert;
  const objective = singleLabel(2);
  const plan = planTraining(architecture, objective, METHODS[method]);
  const labelled = rows.map((row, i) => ({ ...row, target: i % 2 }));
  const texts = new TextRows(labelled, 0, 0, singleLabelTargets);
  const inputs = async (engine: Engine, frozen: WeightValues) => {
    if (!plan.onFeatures) return batchOf(texts, options);
    const { weights, inference } = featuresOf(architecture, objective);
    const runner = await engine.function({ ...inference, weights }, frozen);
    const features = await rowOutputs(runner, texts, { longest: options.seq });
    await runner.dispose();
    return batchOf(new FeatureRows(texts, features), options);
  };
  return { ...plan, inputs };
}

/** All rows in one batch. */
function batchOf(rows: EncodedRows, { seq }: StepOptions): Feeds {
  const all = rows.rows.map((_, row) => row);
  const total = all.reduce((sum, row) => sum + rows.mass(row), 0);
  return rows.batch(all, seq, total, 0);
}
