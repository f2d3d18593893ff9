import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatasetsModule } from '../datasets/datasets.module.js';
import { ModelsModule } from '../models/models.module.js';
import { RunnerModule } from '../runner/runner.module.js';
import { CompareTask } from './comparisons/compare.task.js';
import { ComparisonEntity } from './comparisons/comparison.entity.js';
import { ComparisonsController } from './comparisons/comparisons.controller.js';
import { ComparisonsService } from './comparisons/comparisons.service.js';
import { DisagreementStore } from './comparisons/disagreement-store.js';
import { EvaluateTask } from './evaluate.task.js';
import { EvaluationEntity } from './evaluation.entity.js';
import { EvaluationDetailsService } from './evaluation-details.service.js';
import { EvaluationsController } from './evaluations.controller.js';
import { EvaluationsService } from './evaluations.service.js';
import { PredictionStore } from './prediction-store.js';

@Module({
  imports: [TypeOrmModule.forFeature([EvaluationEntity, ComparisonEntity]), RunnerModule, DatasetsModule, ModelsModule],
  controllers: [EvaluationsController, ComparisonsController],
  providers: [
    EvaluationsService,
    EvaluationDetailsService,
    PredictionStore,
    EvaluateTask,
    ComparisonsService,
    DisagreementStore,
    CompareTask,
  ],
  exports: [EvaluationsService, PredictionStore],
})
export class EvaluationsModule {}
