/** A text classifier loaded from a model folder: what evaluations and deployments run. */
import { loadWeights, type ModelFiles, openModelFiles } from '../artifact/load-model.js';
import { applyCalibration, type Calibration } from '../calibration/calibration.js';
import type { FunctionRunner } from '../engine/engine.js';
import { chooseEngine } from '../engine/engines.js';
import { InputError } from '../input-error.js';
import { classificationTask } from '../tasks/classification.js';
import { batchedLogits } from './batched-logits.js';

export interface ClassifierInput {
  text: string;
  textPair?: string | undefined;
}

export interface ClassifierOptions {
  /** What `TEMPER_DEVICE` says. */
  device?: string;
  threads: number;
}

/** Token places of a batch: enough for the matrix products, little enough for the caches. */
const TOKEN_BUDGET = 4096;

const UNCALIBRATED: Calibration = {
  method: 'none',
  parameters: {},
  reason: 'The model came without a calibration.',
};

export class Classifier {
  private constructor(
    private readonly files: ModelFiles,
    private readonly runner: FunctionRunner,
    /** The classes, in the order of the logits. */
    readonly labels: string[],
  ) {}

  /** @throws InputError when the folder is not that of a classifier. */
  static async load(folder: string, { device = 'auto', threads }: ClassifierOptions): Promise<Classifier> {
    const files = await openModelFiles(folder);
    if (!files.labels) {
      throw new InputError(
        'not-a-classifier',
        `The model has no head for text-classification; config.json says ${JSON.stringify(files.config.architectures)}. Fine-tune it first.`,
      );
    }
    const task = classificationTask(files.architecture, { labels: files.labels.length });
    const values = await loadWeights(folder, task.weights);
    const engine = await chooseEngine(device, { threads });
    const runner = await engine.inference({ ...task.inference, weights: task.weights }, values);
    return new Classifier(files, runner, files.labels);
  }

  get calibration(): Calibration {
    return this.files.calibration ?? UNCALIBRATED;
  }

  /** Logits of each text as the network gives them: [texts, classes]. */
  logits(inputs: readonly ClassifierInput[], signal?: AbortSignal): Promise<Float32Array[]> {
    const { tokenizer, architecture } = this.files;
    const { sizes } = architecture;
    const maxLength = Math.min(tokenizer.maxLength ?? sizes.maxLength, sizes.maxLength);
    const sequences = inputs.map(({ text, textPair }) => tokenizer.encode(text, textPair, { maxLength }));
    const options = { padId: tokenizer.padId, tokenBudget: TOKEN_BUDGET, ...(signal && { signal }) };
    return batchedLogits(this.runner, sequences, options);
  }

  /** Calibrated probabilities of each text: [texts, classes], rows sum to 1. */
  async probabilities(inputs: readonly ClassifierInput[], signal?: AbortSignal): Promise<Float64Array[]> {
    return applyCalibration(this.calibration, await this.logits(inputs, signal));
  }

  dispose(): Promise<void> {
    return this.runner.dispose();
  }
}
