/** Where the time of a step goes: inside ONNX Runtime by node, outside it by what we do. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OnnxEngine } from '../../ml/engine/onnx/onnx-engine.js';
import { ParameterStore } from '../../ml/engine/parameter-store.js';
import { type NodeRun, readProfile, type SessionRun } from './profiled-session.js';
import type { StepOptions } from './step-options.js';
import { type MakeStore, SyntheticStep } from './synthetic-step.js';

const SETTLING_STEPS = 3;

export interface StepProfile {
  /** Seconds, means over the timed steps. */
  step: number;
  optimizer: number;
  dropoutMasks: number;
  gradientRows: number;
  onnxRuntime: number;
  /** Of all timed steps. */
  nodes: NodeRun[];
  steps: number;
}

export async function profileStep(options: StepOptions): Promise<StepProfile> {
  const seconds = { step: 0, optimizer: 0 };
  const store = { dropoutMasks: 0, gradientRows: 0 };
  const runs = await profiledRuns(options, SETTLING_STEPS + options.steps, {
    makeStore: (...parameters) => new TimedStore(store, ...parameters),
    async run(step, count) {
      if (count === SETTLING_STEPS + 1) Object.assign(store, { dropoutMasks: 0, gradientRows: 0 });
      const start = performance.now();
      await step.gradients(count);
      const middle = performance.now();
      step.optimizer(count);
      const end = performance.now();
      if (count <= SETTLING_STEPS) return;
      seconds.step += (end - start) / 1000;
      seconds.optimizer += (end - middle) / 1000;
    },
  });
  const timed = runs.slice(SETTLING_STEPS);
  const mean = (sum: number) => sum / options.steps;
  return {
    step: mean(seconds.step),
    optimizer: mean(seconds.optimizer),
    dropoutMasks: mean(store.dropoutMasks),
    gradientRows: mean(store.gradientRows),
    onnxRuntime: mean(timed.reduce((sum, run) => sum + run.seconds, 0)),
    nodes: timed.flatMap(({ nodes }) => nodes),
    steps: options.steps,
  };
}

/** The program of a step and what its nodes were given, from one step. */
export async function inspectStep(options: StepOptions): Promise<Pick<SyntheticStep, 'program'> & SessionRun> {
  let program: SyntheticStep['program'] | undefined;
  const [run] = await profiledRuns(options, 1, {
    async run(step) {
      await step.gradients(1);
      program = step.program;
    },
  });
  return { program: program!, ...run! };
}

interface ProfiledSteps {
  makeStore?: MakeStore;
  run(step: SyntheticStep, count: number): Promise<void>;
}

async function profiledRuns(
  options: StepOptions,
  count: number,
  { makeStore, run }: ProfiledSteps,
): Promise<SessionRun[]> {
  const folder = await mkdtemp(join(tmpdir(), 'temper-profile-'));
  const profile = join(folder, 'step');
  try {
    // What is computed once, before the first step, runs in a session that nobody looks at.
    const engines = { once: new OnnxEngine(options), profiled: new OnnxEngine({ ...options, profile }) };
    const step = await SyntheticStep.prepare(
      options,
      {
        name: engines.once.name,
        device: engines.once.device,
        gradients: (...parameters) => engines.profiled.gradients(...parameters),
        function: (...parameters) => engines.once.function(...parameters),
        inference: (...parameters) => engines.once.inference(...parameters),
      },
      makeStore,
    );
    for (let i = 1; i <= count; i++) await run(step, i);
    await step.dispose();
    return await readProfile(profile);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Adds up the time of what happens between runs of ONNX Runtime. */
class TimedStore extends ParameterStore {
  constructor(
    private readonly spent: { dropoutMasks: number; gradientRows: number },
    ...parameters: ConstructorParameters<typeof ParameterStore>
  ) {
    super(...parameters);
  }

  override fillDropoutMask(...parameters: Parameters<ParameterStore['fillDropoutMask']>): void {
    const start = performance.now();
    super.fillDropoutMask(...parameters);
    this.spent.dropoutMasks += (performance.now() - start) / 1000;
  }

  override addGradientRows(...parameters: Parameters<ParameterStore['addGradientRows']>): void {
    const start = performance.now();
    super.addGradientRows(...parameters);
    this.spent.gradientRows += (performance.now() - start) / 1000;
  }
}
