/**
 * What a task of data sets means for models: how its examples become rows of tokens, what is learned of them, and what the
 * network's outputs say. A file a task; the trainer, evaluations and deployments know tasks by this interface alone.
 */
import type { Architecture, HeadName } from '../architectures/architecture.js';
import type { Calibration } from '../calibration/calibration.js';
import type { CalibrationEvidence } from '../calibration/calibration-report.js';
import type { CalibrationPlan } from '../calibration/fit-calibration.js';
import type { DatasetTask, StoredExample } from '../data/example.js';
import type { EvaluationResult } from '../evaluation/evaluation-result.js';
import type { MeasureOptions } from '../evaluation/measurement.js';
import type { JudgedExample, Prediction } from '../evaluation/prediction.js';
import type { Generated } from '../inference/generate.js';
import type { Objective } from '../tasks/objective.js';
import type { Tokenizer } from '../tokenizers/tokenizer.js';
import type { WatchedMetric } from '../training/hyperparameters.js';
import type { EncodedRows } from './rows/encoded-rows.js';
import type { ValueScale } from './value-scale.js';

/** A network whose weights have values. */
export interface Network {
  /** What it says of rows: see `EncodedRows.split`. */
  outputs(rows: EncodedRows, signal?: AbortSignal): Promise<Float32Array[]>;
  /** What it writes after each prompt, tokens at most for each. Of causal language models. */
  generate(
    prompts: readonly (readonly number[])[],
    maxTokens: readonly number[],
    signal?: AbortSignal,
  ): Promise<Generated[]>;
}

/** What examples are read with. */
export interface TaskScope {
  tokenizer: Tokenizer;
  architecture: Architecture;
  /** Names of the numbers that the head gives; empty for tasks without labels. */
  headLabels: readonly string[];
  /** Tokens that a row may have. */
  maxLength: number;
  seed: number;
  /** How far the network's outputs are from the values they stand for: of regression, while it is trained. */
  scale: ValueScale;
}

/** Observations of examples, and how they are to be judged. */
export interface JudgedObservations<Observation> extends MeasureOptions {
  examples: readonly JudgedExample[];
  observations: readonly Observation[];
  scope: TaskScope;
  /** As the model is served. */
  calibration: Calibration;
  /** What these examples are to the calibration. */
  evidence: CalibrationEvidence;
}

export interface Judgement {
  result: EvaluationResult;
  /** The worst first. */
  predictions: Iterable<Prediction>;
}

/** An observation is what is kept of an example and of what the network says of it. */
export interface TaskType<Task extends DatasetTask = DatasetTask, Observation = unknown> {
  name: Task;
  /** What the head of the model that is trained is for. */
  head(architecture: Pick<Architecture, 'causal'>): HeadName;
  /** Names of the head's numbers, where the task's labels are these. */
  headLabels(labels: readonly string[]): readonly string[];
  /** The task's labels, where the head's numbers have these names. */
  labelsOf(headLabels: readonly string[]): readonly string[];
  objective(scope: TaskScope, labelSmoothing: number): Objective;
  /** Rows of examples with their answers. @throws InputError for an answer that the model can't give */
  rows(examples: readonly StoredExample<Task>[], scope: TaskScope): EncodedRows;
  /** The beginning of an example's text, by which people know it again. */
  excerpt(example: StoredExample<Task>): string;
  observe(
    examples: readonly StoredExample<Task>[],
    rows: EncodedRows,
    outputs: readonly Float32Array[],
    scope: TaskScope,
  ): Observation[];
  /** Adds to observations what takes long to find and only whole evaluations look at. */
  complete?(
    examples: readonly StoredExample<Task>[],
    observations: Observation[],
    scope: TaskScope,
    network: Network,
    signal?: AbortSignal,
  ): Promise<void>;
  /** What training watches on the validation split beside the loss. */
  watched: readonly WatchedMetric[];
  /** The loss, in nats where it is a likelihood, and what else is watched. */
  measure(observations: readonly Observation[], scope: TaskScope): Record<string, number>;
  /** Fits a calibration on the validation split. */
  calibrate(observations: readonly Observation[], plan: CalibrationPlan, scope: TaskScope): Calibration;
  judge(input: JudgedObservations<Observation>): Judgement;
}
