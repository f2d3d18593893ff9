import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG, type Config } from '../platform/config/config.js';
import { RunnerModule } from '../runner/runner.module.js';
import { EnginesProbe } from './engines-probe.js';
import { DownloadFolders } from './hub/download-folders.js';
import { HubClient } from './hub/hub-client.js';
import { HUB_TIMES } from './hub/hub-http.js';
import { HubImport } from './hub/hub-import.js';
import { ImportTask } from './import.task.js';
import { ModelEntity } from './model.entity.js';
import { ModelAliasEntity } from './model-alias.entity.js';
import { ModelAliasesController } from './model-aliases.controller.js';
import { ModelAliasesService } from './model-aliases.service.js';
import { ModelFilesController } from './model-files.controller.js';
import { ModelFilesService } from './model-files.service.js';
import { ModelImportService } from './model-import.service.js';
import { ModelLineageService } from './model-lineage.service.js';
import { ModelStore } from './model-store.js';
import { ModelsController } from './models.controller.js';
import { ModelsService } from './models.service.js';
import { ShippedModels } from './shipped-models.js';

@Module({
  imports: [TypeOrmModule.forFeature([ModelEntity, ModelAliasEntity]), RunnerModule],
  controllers: [ModelsController, ModelFilesController, ModelAliasesController],
  providers: [
    ModelsService,
    ModelStore,
    ModelImportService,
    ModelFilesService,
    ModelAliasesService,
    ModelLineageService,
    ImportTask,
    HubImport,
    DownloadFolders,
    {
      provide: HubClient,
      inject: [CONFIG],
      useFactory: ({ huggingFace }: Config) => new HubClient({ ...huggingFace, ...HUB_TIMES }),
    },
    ShippedModels,
    EnginesProbe,
  ],
  exports: [ModelsService, ModelStore],
})
export class ModelsModule {}
