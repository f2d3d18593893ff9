import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { INT8_WEIGHTS_FILE } from '../../../ml/artifact/int8-checkpoint.js';
import { HyperparameterChoices } from '../../../ml/training/hyperparameters.js';
import { ModelsService } from '../../../models/models.service.js';
import type { RequestContext } from '../../../platform/auth/request-context.js';
import { SourceUnsuitable } from '../../job.errors.js';
import type { JobEstimate } from '../../job-estimate.schemas.js';
import { JobEstimateService } from '../../job-estimate.service.js';
import { JobInputsService } from '../../job-inputs.service.js';
import { checkKnows, datasetOf, modelOfTask } from '../finished-model.js';
import { JobPlanners } from '../job-planners.js';
import type { JobPlan, JobPlanner } from '../job-type.js';
import type { QuantizeJobCreate } from './quantize.schemas.js';

@Injectable()
export class QuantizePlanner implements JobPlanner<QuantizeJobCreate>, OnModuleInit {
  readonly type = 'quantize';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(JobPlanners) private readonly planners: JobPlanners,
    @Inject(JobInputsService) private readonly inputs: JobInputsService,
    @Inject(JobEstimateService) private readonly estimates: JobEstimateService,
    @Inject(ModelsService) private readonly models: ModelsService,
  ) {}

  onModuleInit(): void {
    this.planners.register(this);
  }

  async plan(manager: EntityManager, { projectId }: RequestContext, request: QuantizeJobCreate): Promise<JobPlan> {
    const { calibration, precision } = request;
    const model = modelOfTask(await this.models.resolveReady(projectId, request.model), 'model');
    if (model.files && INT8_WEIGHTS_FILE in model.files) throw SourceUnsuitable.inInt8(model);
    const found = await this.inputs.resolve(manager, projectId, {
      model: model.id,
      dataset: datasetOf(model, request.dataset),
      method: { type: 'full' },
      hyperparameters: HyperparameterChoices.parse({}),
      calibration,
    });
    checkKnows(model, found);
    return { ...found, choices: { precision }, hyperparameters: null };
  }

  async estimate(caller: RequestContext, request: QuantizeJobCreate): Promise<JobEstimate> {
    return this.estimates.estimateMeasuring(await this.plan(this.dataSource.manager, caller, request));
  }

  async checkFits(): Promise<void> {
    // What can be served can be rounded: nothing is trained.
  }
}
