import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatasetsModule } from '../datasets/datasets.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { ModelsModule } from '../models/models.module.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { ForwardedPredictionsController } from './forwarded-predictions.controller.js';
import { PredictService } from './predict.service.js';
import { PredictionEntity } from './prediction.entity.js';
import { PredictionLog } from './prediction-log.js';
import { PredictionRouter } from './prediction-router.js';
import { PredictionsController } from './predictions.controller.js';
import { PredictionsSource } from './predictions.source.js';
import { ServingService } from './serving.service.js';
import { ServingMetrics } from './serving-metrics.js';
import { SERVING_DEFAULTS, SERVING_SETTINGS, type ServingSettings } from './serving-settings.js';

@Module({
  imports: [TypeOrmModule.forFeature([PredictionEntity]), DatasetsModule, DeploymentsModule, ModelsModule],
  controllers: [PredictionsController, ForwardedPredictionsController],
  providers: [
    ServingService,
    ServingMetrics,
    PredictionRouter,
    PredictService,
    PredictionLog,
    PredictionsSource,
    {
      provide: SERVING_SETTINGS,
      inject: [CONFIG],
      useFactory: ({ home, threads, device }: Config): ServingSettings => ({
        ...SERVING_DEFAULTS,
        threads,
        device,
        modelsRoot: join(home, 'serving'),
      }),
    },
  ],
  exports: [PredictionLog],
})
export class ServingModule {}
