/** A fine-tuned model loaded from its folder: what evaluations and deployments run. */
import { loadWeights, type ModelFiles, openModelFiles } from '../artifact/load-model.js';
import type { Calibration } from '../calibration/calibration.js';
import type { DatasetTask } from '../data/example.js';
import type { FunctionRunner } from '../engine/engine.js';
import { chooseEngine } from '../engine/engines.js';
import { parameterCount } from '../engine/parameter-store.js';
import { InputError } from '../input-error.js';
import { taskTypeOf } from '../task-types/registry.js';
import type { EncodedRows } from '../task-types/rows/encoded-rows.js';
import { rowOutputs } from '../task-types/rows/row-outputs.js';
import type { Network, TaskScope, TaskType } from '../task-types/task-type.js';
import { UNSCALED } from '../task-types/value-scale.js';
import { taskOf } from '../tasks/objective.js';
import { scoringRunner } from '../tasks/scoring.js';
import type { TaskFunction } from '../tasks/task.js';
import { type Generated, generate } from './generate.js';

export interface TextModelOptions {
  /** What `TEMPER_DEVICE` says. */
  device?: string;
  threads: number;
  /** Of what evaluations draw. */
  seed?: number;
}

const UNCALIBRATED: Calibration = {
  method: 'none',
  parameters: {},
  reason: 'The model came without a calibration.',
};

/** Parts of a network, each with its weights. */
type Runners = Partial<Record<'inference' | 'scoring' | 'continuation', FunctionRunner>>;

export class TextModel implements Network {
  private constructor(
    private readonly files: ModelFiles,
    readonly type: TaskType,
    readonly scope: TaskScope,
    private readonly runners: Runners,
    /** Numbers that its weights hold. */
    readonly parameters: number,
  ) {}

  /**
   * @param purpose what it is for: to be measured on answers that are known, or to give some
   * @throws InputError when the folder is not that of a model with a head for a task
   */
  static async load(
    folder: string,
    purpose: 'evaluate' | 'answer',
    { device = 'auto', threads, seed = 1 }: TextModelOptions,
  ): Promise<TextModel> {
    const files = await openModelFiles(folder);
    const { architecture, tokenizer } = files;
    const type = taskTypeOf(taskOfModel(files));
    const { sizes } = architecture;
    const scope = {
      tokenizer,
      architecture,
      headLabels: files.headLabels ?? [],
      maxLength: Math.min(tokenizer.maxLength ?? sizes.maxLength, sizes.maxLength),
      seed,
      scale: UNSCALED,
    };
    const network = taskOf(architecture, type.objective(scope, 0));
    const weights = await loadWeights(folder, network.weights);
    const engine = await chooseEngine(device, { threads });
    const prepare = (part: TaskFunction) =>
      engine.inference({ ...part, weights: network.weights }, weights, files.precision);
    const { scoring, continuation, inference } = network;
    const parts: Runners = {};
    if (!scoring) parts.inference = await prepare(inference);
    else if (purpose === 'evaluate') parts.scoring = await scoringRunner(scoring, prepare);
    if (continuation) parts.continuation = await prepare(continuation);
    return new TextModel(files, type, scope, parts, parameterCount(network.weights));
  }

  get task(): DatasetTask {
    return this.type.name;
  }

  /** What the task calls its labels. */
  get labels(): readonly string[] {
    return this.type.labelsOf(this.scope.headLabels);
  }

  get calibration(): Calibration {
    return this.files.calibration ?? UNCALIBRATED;
  }

  outputs(rows: EncodedRows, signal?: AbortSignal): Promise<Float32Array[]> {
    const { maxLength: longest } = this.scope.architecture.sizes;
    return rowOutputs(this.part(rows.scored ? 'scoring' : 'inference'), rows, { longest, signal });
  }

  generate(
    prompts: readonly (readonly number[])[],
    maxTokens: readonly number[],
    signal?: AbortSignal,
  ): Promise<Generated[]> {
    const { tokenizer, architecture } = this.scope;
    const { endId, padId } = tokenizer;
    const { sizes, keyValues } = architecture;
    const options = { maxTokens, endId, padId, longest: sizes.maxLength, keyValues: keyValues!, signal };
    return generate(this.part('continuation'), prompts, options);
  }

  async dispose(): Promise<void> {
    for (const runner of Object.values(this.runners)) await runner.dispose();
  }

  private part(name: keyof Runners): FunctionRunner {
    const runner = this.runners[name];
    if (!runner) throw new Error(`the model was not loaded for ${name}`);
    return runner;
  }
}

function taskOfModel({ task, config }: ModelFiles): DatasetTask {
  if (task) return task;
  throw new InputError(
    'model-without-head',
    `The model has no head for a task; config.json says ${JSON.stringify(config.architectures)}. Fine-tune it first.`,
  );
}
