/** A fine-tuned model loaded from its folder: what evaluations and deployments run. */
import { loadWeights, type ModelFiles, openModelFiles } from '../artifact/load-model.js';
import type { Calibration } from '../calibration/calibration.js';
import type { DatasetTask } from '../data/example.js';
import type { Engine, FunctionRunner, WeightValues } from '../engine/engine.js';
import { chooseEngine } from '../engine/engines.js';
import { InputError } from '../input-error.js';
import { taskTypeOf } from '../task-types/registry.js';
import type { EncodedRows } from '../task-types/rows/encoded-rows.js';
import { rowOutputs } from '../task-types/rows/row-outputs.js';
import type { Network, TaskScope, TaskType } from '../task-types/task-type.js';
import { UNSCALED } from '../task-types/value-scale.js';
import { taskOf } from '../tasks/objective.js';
import type { Task } from '../tasks/task.js';
import { type Generated, generate } from './generate.js';

export interface TextModelOptions {
  /** What `TEMPER_DEVICE` says. */
  device?: string;
  threads: number;
  /** Of what evaluations draw. */
  seed?: number;
}

type Part = 'inference' | 'scoring' | 'chosen';

const UNCALIBRATED: Calibration = {
  method: 'none',
  parameters: {},
  reason: 'The model came without a calibration.',
};

export class TextModel implements Network {
  /** Parts of the network, each prepared when it is first needed. */
  private readonly runners = new Map<Part, Promise<FunctionRunner>>();

  private constructor(
    private readonly files: ModelFiles,
    readonly type: TaskType,
    readonly scope: TaskScope,
    private readonly network: Task,
    private readonly weights: WeightValues,
    private readonly engine: Engine,
  ) {}

  /** @throws InputError when the folder is not that of a model with a head for a task */
  static async load(
    folder: string,
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
    return new TextModel(files, type, scope, network, weights, await chooseEngine(device, { threads }));
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

  async outputs(rows: EncodedRows, signal?: AbortSignal): Promise<Float32Array[]> {
    const { maxLength: longest } = this.scope.architecture.sizes;
    return rowOutputs(await this.runner(rows.scored ? 'scoring' : 'inference'), rows, { longest, signal });
  }

  async generate(prompts: readonly number[][], maxTokens: readonly number[], signal?: AbortSignal): Promise<Generated[]> {
    const { tokenizer, architecture } = this.scope;
    const { endId, padId } = tokenizer;
    const options = { maxTokens, endId, padId, longest: architecture.sizes.maxLength, signal };
    return generate(await this.runner('chosen'), prompts, options);
  }

  async dispose(): Promise<void> {
    for (const runner of this.runners.values()) await (await runner).dispose();
  }

  private runner(part: Part): Promise<FunctionRunner> {
    const known = this.runners.get(part);
    if (known) return known;
    const runner = this.engine.inference({ ...this.network[part]!, weights: this.network.weights }, this.weights);
    this.runners.set(part, runner);
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
