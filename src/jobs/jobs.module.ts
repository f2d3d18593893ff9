import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatasetsModule } from '../datasets/datasets.module.js';
import { EvaluationsModule } from '../evaluations/evaluations.module.js';
import { ModelsModule } from '../models/models.module.js';
import { RunnerModule } from '../runner/runner.module.js';
import { JobEntity } from './job.entity.js';
import { JobEstimateService } from './job-estimate.service.js';
import { JobHistoryService } from './job-history.service.js';
import { JobInputsService } from './job-inputs.service.js';
import { JobWriter } from './job-writer.js';
import { JobsController } from './jobs.controller.js';
import { JobsService } from './jobs.service.js';
import { JobPlanners } from './types/job-planners.js';
import { JOB_TYPES } from './types/registry.js';
import { SweepTrialEntity } from './types/sweep/sweep-trial.entity.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([JobEntity, SweepTrialEntity]),
    RunnerModule,
    DatasetsModule,
    ModelsModule,
    EvaluationsModule,
  ],
  controllers: [JobsController],
  providers: [
    JobsService,
    JobInputsService,
    JobHistoryService,
    JobEstimateService,
    JobPlanners,
    JobWriter,
    ...JOB_TYPES.flatMap(({ providers }) => providers),
  ],
  exports: [JobsService],
})
export class JobsModule {}
