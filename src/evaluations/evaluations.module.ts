import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatasetsModule } from '../datasets/datasets.module.js';
import { ModelsModule } from '../models/models.module.js';
import { RunnerModule } from '../runner/runner.module.js';
import { EvaluateTask } from './evaluate.task.js';
import { EvaluationEntity } from './evaluation.entity.js';
import { EvaluationDetailsService } from './evaluation-details.service.js';
import { EvaluationsController } from './evaluations.controller.js';
import { EvaluationsService } from './evaluations.service.js';
import { PredictionStore } from './prediction-store.js';

@Module({
  imports: [TypeOrmModule.forFeature([EvaluationEntity]), RunnerModule, DatasetsModule, ModelsModule],
  controllers: [EvaluationsController],
  providers: [EvaluationsService, EvaluationDetailsService, PredictionStore, EvaluateTask],
  exports: [EvaluationsService, PredictionStore],
})
export class EvaluationsModule {}
