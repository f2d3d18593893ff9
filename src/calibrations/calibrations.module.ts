import { Module } from '@nestjs/common';
import { DatasetsModule } from '../datasets/datasets.module.js';
import { ModelsModule } from '../models/models.module.js';
import { RunnerModule } from '../runner/runner.module.js';
import { CalibrateTask } from './calibrate.task.js';
import { CalibrationsController } from './calibrations.controller.js';
import { CalibrationsService } from './calibrations.service.js';

@Module({
  imports: [RunnerModule, DatasetsModule, ModelsModule],
  controllers: [CalibrationsController],
  providers: [CalibrationsService, CalibrateTask],
})
export class CalibrationsModule {}
