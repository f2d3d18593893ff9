/** One fine-tuning step on random weights and made-up texts, as a job takes it: gradients, clipping, AdamW. */
import type { WeightSpec } from '../../ml/architectures/architecture.js';
import type { Engine, Feeds, GradientRunner, WeightValues } from '../../ml/engine/engine.js';
import { elementCount, ParameterStore } from '../../ml/engine/parameter-store.js';
import { scratchFloats } from '../../ml/engine/scratch-size.js';
import type { GradientProgram } from '../../ml/program/trace.js';
import { causalLanguageModelTask, causalTargets } from '../../ml/tasks/causal-language-model.js';
import { classificationFeatures, classificationTargets } from '../../ml/tasks/classification.js';
import { type TokenSequence, tokenFeeds } from '../../ml/tasks/token-batch.js';
import { AdamW } from '../../ml/training/adamw.js';
import { FeatureInputs, TokenInputs } from '../../ml/training/classifier-inputs.js';
import { planClassifier } from '../../ml/training/classifier-plan.js';
import { FineTuneMethod } from '../../ml/training/fine-tune-method.js';
import { fillFreshWeight } from '../../ml/training/fresh-weights.js';
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
      scratchFloats: await scratchFloats(training.program, [{ batch, seq }]),
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
  const { model, method, layers, hidden, seq, dropout, allTokens } = options;
  const shape = { layers, hidden, headWidth: 64 };
  if (model === 'gpt2') {
    const task = causalLanguageModelTask(syntheticGpt2(shape).withDropout(dropout));
    const program = { ...task.training, trainable: task.weights, frozen: [] };
    const feeds = { ...tokenFeeds(sequences, seq, 0), ...causalTargets(sequences, seq) };
    return { program, trainable: task.weights, frozen: [], inputs: async () => feeds };
  }
  const bert = syntheticBert(shape).withDropout(dropout);
  const architecture = allTokens ? computingAllTokens(bert) : bert;
  const plan = planClassifier(architecture, { labels: 2 }, METHODS[method]);
  const rows = sequences.map((_, row) => row);
  const targets = classificationTargets(rows.map((row) => row % 2));
  const tokens = new TokenInputs(sequences, 0);
  const inputs = async (engine: Engine, frozen: WeightValues) => {
    if (!plan.onFeatures) return tokens.feeds(rows, seq);
    const { weights, inference } = classificationFeatures(architecture);
    const runner = await engine.function({ ...inference, weights }, frozen);
    const features = await tokens.logits(runner);
    await runner.dispose();
    return new FeatureInputs(features, tokens.lengths).feeds(rows);
  };
  return { ...plan, inputs: async (...parameters) => ({ ...(await inputs(...parameters)), ...targets }) };
}
