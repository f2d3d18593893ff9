import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { architectureNamed } from '../ml/architectures/registry.js';
import type { DatasetTask } from '../ml/data/example.js';
import { percentile } from '../ml/data/percentile.js';
import { taskTypeOf } from '../ml/task-types/registry.js';
import { MASKED_SHARE } from '../ml/task-types/rows/language-rows.js';
import { estimateFineTuning, estimateMeasuring, type FineTuningEstimate } from '../ml/training/estimate-fine-tuning.js';
import type { FineTuneMethod } from '../ml/training/fine-tune-method.js';
import { type Hyperparameters, resolveHyperparameters } from '../ml/training/hyperparameters.js';
import type { ModelEntity } from '../models/model.entity.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { JobTooLarge } from './job.errors.js';
import type { JobEstimate } from './job-estimate.schemas.js';
import { type JobInputs, JobInputsService } from './job-inputs.service.js';
import { memoryShortage } from './memory-shortage.js';
import { type TextLengths, textLengths } from './text-lengths.js';
import type { TrainingRequest } from './training-request.js';

/** A core of a common server, in the products of a transformer: the engine's own measurements, rounded down. */
const OPERATIONS_PER_SECOND_AND_THREAD = 1.2e11;
/** A model is loaded and its graph built before the first step; small steps are no quicker than this. */
const START_SECONDS = 3;
const LEAST_STEP_SECONDS = 0.005;
const NOTEWORTHY_SHARE = 0.05;

/** What a job would take, from sizes and a look at the first texts; the api trains nothing and tokenises nothing. */
@Injectable()
export class JobEstimateService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(JobInputsService) private readonly inputs: JobInputsService,
    @Inject(ObjectStore) private readonly objects: ObjectStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async estimate(caller: RequestContext, request: TrainingRequest): Promise<JobEstimate> {
    const { model, dataset, validation, chosen, lengths, estimate } = await this.sized(caller, request);
    const speed = await this.measuredSpeed(caller.projectId, model, dataset.task, request.method.type);
    const tooLarge = this.trainsHere ? memoryShortage(estimate.memoryBytes) : null;
    return {
      memoryBytes: Math.round(estimate.memoryBytes),
      seconds: Math.round(START_SECONDS + (speed ? estimate.trainTokens / speed : this.assumedSeconds(estimate))),
      steps: estimate.steps,
      truncatedShare: estimate.truncatedShare,
      warnings: [
        ...(tooLarge ? [tooLarge] : []),
        ...this.groundsOf(speed, lengths),
        ...remarksOn(estimate, chosen, validation),
      ],
    };
  }

  /** Of a job that trains nothing: it reads the validation and test splits twice. */
  async estimateMeasuring({ model, dataset, version }: JobInputs): Promise<JobEstimate> {
    const sizes = await this.inputs.sizesOf(model);
    const lengths = await textLengths(this.objects, version, dataset.task);
    const { validation, test } = version.counts!;
    const measured = estimateMeasuring({
      sizes,
      parameters: model.parameters!,
      lengths: lengths.tokens,
      rows: validation + test,
    });
    return {
      memoryBytes: Math.round(measured.memoryBytes),
      seconds: Math.round(
        START_SECONDS + measured.floatingPointOperations / (OPERATIONS_PER_SECOND_AND_THREAD * this.config.threads),
      ),
      steps: 0,
      truncatedShare: measured.truncatedShare,
      warnings: this.groundsOf(null, lengths),
    };
  }

  /** @throws JobTooLarge where the machine that would train it has not the memory */
  async checkFits(caller: RequestContext, request: TrainingRequest): Promise<void> {
    if (!this.trainsHere) return;
    const { estimate } = await this.sized(caller, request);
    const shortage = memoryShortage(estimate.memoryBytes);
    if (shortage) throw new JobTooLarge(shortage);
  }

  private async sized({ projectId }: RequestContext, request: TrainingRequest) {
    const { model, dataset, version } = await this.inputs.resolve(this.dataSource.manager, projectId, request);
    const whole = await this.inputs.sizesOf(model);
    const { layers = whole.layers } = request;
    const sizes = { ...whole, layers };
    const { train, validation } = version.counts!;
    const counts = { trainExamples: train, validationExamples: validation };
    const lengths = await textLengths(this.objects, version, dataset.task);
    const predicted = predictedShare(dataset.task, model);
    const parameters = model.parameters! - (whole.layers - layers) * whole.layerParameters;
    const chosen = resolveHyperparameters(request.hyperparameters, {
      ...counts,
      tokensP95: percentile(lengths.tokens, 0.95),
      parameters,
      method: request.method.type,
      predictsTokens: predicted > 0,
      modelMaxLength: sizes.maxLength,
    });
    const estimate = estimateFineTuning(
      {
        sizes,
        parameters,
        method: request.method,
        predictedShare: predicted,
        ...counts,
        lengths: lengths.tokens,
      },
      chosen,
    );
    return { model, dataset, validation, chosen, lengths, estimate };
  }

  /** Trainers elsewhere have a memory that nobody here knows. */
  private get trainsHere(): boolean {
    return this.config.roles.includes('trainer');
  }

  /**
   * Tokens a second that the latest successful job from the same model had with this method, evaluations among its steps; null
   * without one. Of a head alone the steps take next to nothing, so their speed says nothing.
   */
  private async measuredSpeed(
    projectId: string,
    { id }: ModelEntity,
    task: DatasetTask,
    method: FineTuneMethod['type'],
  ): Promise<number | null> {
    if (method === 'head') return null;
    const rows: { speed: number }[] = await this.dataSource.query(
      `SELECT (tasks.progress->>'tokensPerSecond')::float8 AS speed FROM jobs JOIN tasks ON tasks.id = jobs.task_id
       JOIN datasets ON datasets.id = jobs.dataset_id AND datasets.task = $4
       WHERE jobs.project_id = $1 AND jobs.model_id = $2 AND tasks.status = 'succeeded' AND jobs.choices->'method'->>'type' = $3
         AND (tasks.progress->>'tokensPerSecond')::float8 > 0
       ORDER BY jobs.id DESC LIMIT 1`,
      [projectId, id, method, task],
    );
    return rows[0]?.speed ?? null;
  }

  private assumedSeconds({ floatingPointOperations, steps }: FineTuningEstimate): number {
    const computing = floatingPointOperations / (OPERATIONS_PER_SECOND_AND_THREAD * this.config.threads);
    return Math.max(computing, steps * LEAST_STEP_SECONDS);
  }

  private groundsOf(speed: number | null, { tokens, charactersPerToken, measured }: TextLengths): string[] {
    const seconds = speed
      ? `"seconds" takes the ${Math.round(speed)} tokens a second that the latest job from this model had.`
      : `"seconds" assumes ${this.config.threads} CPU threads at ${OPERATIONS_PER_SECOND_AND_THREAD / 1e9} billion operations a second each; after a first job from this model it takes that one's speed.`;
    const source = measured ? "as the data set's report has it" : 'which is usual for English';
    const lengths = `Lengths are those of the first ${tokens.length} training texts at ${charactersPerToken.toFixed(1)} characters a token, ${source}: nothing is tokenised for an estimate.`;
    return [seconds, lengths];
  }
}

/** Of BERT's kind some tokens are hidden; a causal model predicts all, of completions at most. */
function predictedShare(task: DatasetTask, { architecture }: ModelEntity): number {
  const head = taskTypeOf(task).head(architectureNamed(architecture!));
  if (head === 'causalLanguageModel') return 1;
  return head === 'maskedLanguageModel' ? MASKED_SHARE : 0;
}

function remarksOn({ truncatedShare }: FineTuningEstimate, chosen: Hyperparameters, validation: number): string[] {
  const remarks: string[] = [];
  if (truncatedShare > NOTEWORTHY_SHARE) {
    const percent = Math.round(100 * truncatedShare);
    remarks.push(`${percent} % of the texts are longer than maxLength (${chosen.maxLength} tokens) and would be cut.`);
  }
  if (chosen.earlyStopping) remarks.push('Early stopping may end the job after fewer steps.');
  if (validation === 0) remarks.push('There is no validation split: nothing to stop early or to calibrate on.');
  return remarks;
}
