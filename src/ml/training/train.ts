/**
 * The training loop: a generator of events that knows nothing of the model, the data's form, files or clocks. A caller
 * that stops iterating pauses it; with the state of the last event and the store's contents, `train` goes on from there to
 * the same bits.
 */
import type { Feeds, GradientRunner } from '../engine/engine.js';
import type { ParameterStore } from '../engine/parameter-store.js';
import type { AdamW } from './adamw.js';

export interface TrainingBatch {
  /** One entry a forward pass; their targets' weights add up to 1 over all of them. */
  parts: Feeds[];
  /** Tokens without padding. */
  tokens: number;
  /** Token places with padding. */
  places: number;
}

export interface TrainingSetup {
  store: ParameterStore;
  runner: GradientRunner;
  optimizer: AdamW;
  /** The batch of a step, from 0; a pure function of it. */
  batch(step: number): TrainingBatch;
  /** Metrics of the parameters as they are, on the validation split. */
  evaluate?(): Promise<Record<string, number>>;
  best?: BestParameters;
}

/** Keeps a copy of the parameters. */
export interface BestParameters {
  keep(): Promise<void>;
  restore(): Promise<void>;
}

export interface EarlyStopping {
  metric: string;
  /** Whether a larger value is better. */
  larger: boolean;
  /** Evaluations without improvement after which training ends. */
  patience: number;
  /** Smallest change that counts. */
  minDelta: number;
}

export interface TrainingOptions {
  seed: number;
  totalSteps: number;
  /** The learning rate of a step, from 0. */
  learningRate(step: number): number;
  /** Evaluate after every so many steps, and at the end. */
  evaluateEvery: number;
  earlyStopping?: EarlyStopping | undefined;
}

/** Where training stands, apart from the store's contents. */
export interface TrainingState {
  /** Optimizer steps done. */
  step: number;
  /** The step of the last evaluation. */
  evaluatedAt: number;
  /** The best evaluation so far; its parameters are with `BestParameters`. */
  best: { step: number; value: number } | null;
  /** Evaluations since the best. */
  stale: number;
}

export const initialTrainingState = (): TrainingState => ({ step: 0, evaluatedAt: 0, best: null, stale: 0 });

export type TrainingEvent =
  | {
      type: 'step';
      state: TrainingState;
      loss: number;
      learningRate: number;
      /** Global norm of the gradients before clipping. */
      gradientNorm: number;
      tokens: number;
      places: number;
    }
  | { type: 'evaluation'; state: TrainingState; metrics: Record<string, number>; improved: boolean };

export class TrainingDiverged extends Error {
  override name = 'TrainingDiverged';
}

/** Trains to the end, or until early stopping; then the best parameters, if any were kept, are back in the store. */
export async function* train(
  setup: TrainingSetup,
  options: TrainingOptions,
  from: TrainingState = initialTrainingState(),
): AsyncGenerator<TrainingEvent, TrainingState> {
  let state = from;
  for (;;) {
    if (setup.evaluate && evaluationIsDue(state, options)) {
      const metrics = await setup.evaluate();
      const judged = judge(state, metrics, options.earlyStopping);
      if (judged.improved) await setup.best?.keep();
      state = judged.state;
      yield { type: 'evaluation', state, metrics, improved: judged.improved };
    }
    if (state.step >= options.totalSteps || outOfPatience(state, options)) break;
    const step = await takeStep(setup, options, state.step);
    state = { ...state, step: state.step + 1 };
    yield { type: 'step', state, ...step };
  }
  if (state.best && state.best.step !== state.step) await setup.best?.restore();
  return state;
}

function evaluationIsDue({ step, evaluatedAt }: TrainingState, { evaluateEvery, totalSteps }: TrainingOptions) {
  return step > evaluatedAt && (step % evaluateEvery === 0 || step >= totalSteps);
}

const outOfPatience = ({ stale }: TrainingState, { earlyStopping }: TrainingOptions) =>
  earlyStopping !== undefined && stale >= earlyStopping.patience;

function judge(state: TrainingState, metrics: Record<string, number>, earlyStopping: EarlyStopping | undefined) {
  const evaluated = { ...state, evaluatedAt: state.step };
  if (!earlyStopping) return { state: evaluated, improved: false };
  const value = metrics[earlyStopping.metric];
  if (value === undefined) {
    throw new Error(
      `early stopping watches "${earlyStopping.metric}"; the evaluation gave ${Object.keys(metrics).join(', ')}`,
    );
  }
  const sign = earlyStopping.larger ? 1 : -1;
  const improved = state.best === null || sign * (value - state.best.value) > earlyStopping.minDelta;
  return improved
    ? { state: { ...evaluated, best: { step: state.step, value }, stale: 0 }, improved }
    : { state: { ...evaluated, stale: state.stale + 1 }, improved };
}

async function takeStep(setup: TrainingSetup, options: TrainingOptions, step: number) {
  const { store, runner, optimizer } = setup;
  const { parts, tokens, places } = setup.batch(step);
  const learningRate = options.learningRate(step);
  let loss = 0;
  for (const [i, feeds] of parts.entries()) {
    // Each part draws masks of its own: the generator's step counts forward passes.
    loss += await runner.run(feeds, { seed: options.seed, step: step * parts.length + i });
    if (parts.length > 1) store.accumulateGradients(i === 0);
  }
  if (parts.length > 1) store.takeAccumulatedGradients();
  const gradientNorm = optimizer.update(step + 1, learningRate);
  if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
    throw new TrainingDiverged(
      `Training diverged at step ${step + 1}: the loss is ${loss} and the gradients' norm ${gradientNorm} at a learning rate of ${learningRate}. Lower the learning rate, or lengthen the warm-up.`,
    );
  }
  return { loss, learningRate, gradientNorm, tokens, places };
}
