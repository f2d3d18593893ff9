import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RunnerModule } from '../runner/runner.module.js';
import { DatasetController } from './dataset.controller.js';
import { DatasetEntity } from './dataset.entity.js';
import { DatasetService } from './dataset.service.js';
import { DatasetContentService } from './dataset-content.service.js';
import { DatasetSecretEntity } from './dataset-secret.entity.js';
import { DatasetSecretService } from './dataset-secret.service.js';
import { DatasetTask } from './dataset-task.js';
import { DatasetVersionController } from './dataset-version.controller.js';
import { DatasetVersionEntity } from './dataset-version.entity.js';
import { DatasetVersionService } from './dataset-version.service.js';
import { ExamplePagesService } from './example-pages.service.js';
import { ExampleSources } from './example-source.js';
import { VersionIntakeService } from './version-intake.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([DatasetEntity, DatasetVersionEntity, DatasetSecretEntity]), RunnerModule],
  controllers: [DatasetController, DatasetVersionController],
  providers: [
    DatasetService,
    DatasetVersionService,
    DatasetContentService,
    DatasetSecretService,
    DatasetTask,
    ExamplePagesService,
    ExampleSources,
    VersionIntakeService,
  ],
  exports: [DatasetVersionService, ExampleSources],
})
export class DatasetsModule {}
