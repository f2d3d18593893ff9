import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { architectureNamed } from '../../../ml/architectures/registry.js';
import { ModelsService } from '../../../models/models.service.js';
import type { RequestContext } from '../../../platform/auth/request-context.js';
import { PruningUnsuitable } from '../../job.errors.js';
import type { JobEstimate } from '../../job-estimate.schemas.js';
import { JobEstimateService } from '../../job-estimate.service.js';
import { JobInputsService } from '../../job-inputs.service.js';
import type { TrainingRequest } from '../../training-request.js';
import { checkKnows, modelOfTask } from '../finished-model.js';
import { JobPlanners } from '../job-planners.js';
import type { JobPlan, JobPlanner } from '../job-type.js';
import type { PruneJobCreate } from './prune.schemas.js';

/** Tasks with labels. */
const TASKS = ['text-classification', 'multi-label-classification', 'token-classification'];

@Injectable()
export class PrunePlanner implements JobPlanner<PruneJobCreate>, OnModuleInit {
  readonly type = 'prune';

  constructor(
    @Inject(JobPlanners) private readonly planners: JobPlanners,
    @Inject(JobInputsService) private readonly inputs: JobInputsService,
    @Inject(JobEstimateService) private readonly estimates: JobEstimateService,
    @Inject(ModelsService) private readonly models: ModelsService,
  ) {}

  onModuleInit(): void {
    this.planners.register(this);
  }

  async plan(manager: EntityManager, { projectId }: RequestContext, request: PruneJobCreate): Promise<JobPlan> {
    const model = modelOfTask(await this.models.resolveReady(projectId, request.model), 'model');
    if (architectureNamed(model.architecture!).causal) throw PruningUnsuitable.architecture(model);
    if (!TASKS.includes(model.task!)) throw PruningUnsuitable.task(model, TASKS);
    const found = await this.inputs.resolve(manager, projectId, trainingOf(request));
    checkKnows(model, found);
    const { sparsity: share, hyperparameters } = request;
    const sparsity = typeof share === 'number' ? { heads: share, feedForward: share } : share;
    if (sparsity.heads === 0 && sparsity.feedForward === 0) throw PruningUnsuitable.nothing();
    return { ...found, choices: { sparsity }, hyperparameters };
  }

  async estimate(caller: RequestContext, request: PruneJobCreate): Promise<JobEstimate> {
    const estimate = await this.estimates.estimate(caller, trainingOf(request));
    const less = 'This is what training the whole model would take: what is left of it takes less.';
    return { ...estimate, warnings: [...estimate.warnings, less] };
  }

  checkFits(caller: RequestContext, request: PruneJobCreate): Promise<void> {
    return this.estimates.checkFits(caller, trainingOf(request));
  }
}

const trainingOf = (request: PruneJobCreate): TrainingRequest => ({ ...request, method: { type: 'full' } });
