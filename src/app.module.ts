import { type DynamicModule, Module } from '@nestjs/common';
import { CalibrationsModule } from './calibrations/calibrations.module.js';
import { DatasetsModule } from './datasets/datasets.module.js';
import { DeploymentsModule } from './deployments/deployments.module.js';
import { EvaluationsModule } from './evaluations/evaluations.module.js';
import { FeedbackModule } from './feedback/feedback.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { ModelsModule } from './models/models.module.js';
import { type Foundations, PlatformModule } from './platform/platform.module.js';
import { RunnerModule } from './runner/runner.module.js';
import { ServingModule } from './serving/serving.module.js';

/** The map of the service: its modules in the order data flows through them. */
@Module({})
export class AppModule {
  static register(foundations: Foundations): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.register(foundations),
        RunnerModule,
        DatasetsModule,
        ModelsModule,
        EvaluationsModule,
        CalibrationsModule,
        JobsModule,
        DeploymentsModule,
        ServingModule,
        FeedbackModule,
      ],
    };
  }
}
