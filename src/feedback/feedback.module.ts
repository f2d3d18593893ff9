import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatasetsModule } from '../datasets/datasets.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { ModelsModule } from '../models/models.module.js';
import { ServingModule } from '../serving/serving.module.js';
import { FeedbackController } from './feedback.controller.js';
import { FeedbackEntity } from './feedback.entity.js';
import { FeedbackService } from './feedback.service.js';
import { FeedbackSource } from './feedback.source.js';

@Module({
  imports: [TypeOrmModule.forFeature([FeedbackEntity]), DatasetsModule, DeploymentsModule, ModelsModule, ServingModule],
  controllers: [FeedbackController],
  providers: [FeedbackService, FeedbackSource],
})
export class FeedbackModule {}
