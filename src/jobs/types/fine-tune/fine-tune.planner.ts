import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RequestContext } from '../../../platform/auth/request-context.js';
import { ValidationTooSmall } from '../../job.errors.js';
import type { JobEstimate } from '../../job-estimate.schemas.js';
import { JobEstimateService } from '../../job-estimate.service.js';
import { JobInputsService } from '../../job-inputs.service.js';
import { JobPlanners } from '../job-planners.js';
import type { JobPlan, JobPlanner } from '../job-type.js';
import type { FineTuneJobChoices, FineTuneJobCreate } from './fine-tune.schemas.js';

@Injectable()
export class FineTunePlanner implements JobPlanner<FineTuneJobCreate>, OnModuleInit {
  readonly type = 'fine-tune';

  constructor(
    @Inject(JobPlanners) private readonly planners: JobPlanners,
    @Inject(JobInputsService) private readonly inputs: JobInputsService,
    @Inject(JobEstimateService) private readonly estimates: JobEstimateService,
  ) {}

  onModuleInit(): void {
    this.planners.register(this);
  }

  async plan(manager: EntityManager, { projectId }: RequestContext, request: FineTuneJobCreate): Promise<JobPlan> {
    const { method, evaluateOn, hyperparameters } = request;
    const found = await this.inputs.resolve(manager, projectId, request);
    if (evaluateOn === 'validation' && !found.version.counts?.validation) {
      throw new ValidationTooSmall('evaluateOn', 'measuring on it', 1, found.version);
    }
    const choices: FineTuneJobChoices = { method, evaluateOn };
    return { ...found, choices, hyperparameters };
  }

  estimate(caller: RequestContext, request: FineTuneJobCreate): Promise<JobEstimate> {
    return this.estimates.estimate(caller, request);
  }

  checkFits(caller: RequestContext, request: FineTuneJobCreate): Promise<void> {
    return this.estimates.checkFits(caller, request);
  }
}
