import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { RequestContext } from '../platform/auth/request-context.js';
import { ModelAliasNotFound } from './model.errors.js';
import type { ModelView } from './model.schemas.js';
import { ModelAliasEntity } from './model-alias.entity.js';
import { ModelsService } from './models.service.js';

@Injectable()
export class ModelAliasesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ModelsService) private readonly models: ModelsService,
  ) {}

  /** Gives the alias to this model, at once, whichever model of the same name had it. */
  async put({ projectId }: RequestContext, reference: string, alias: string): Promise<ModelView> {
    const model = await this.models.resolveReady(projectId, reference);
    await this.dataSource.manager.upsert(ModelAliasEntity, { projectId, name: model.name, alias, modelId: model.id }, [
      'projectId',
      'name',
      'alias',
    ]);
    return this.models.view(model);
  }

  async delete({ projectId }: RequestContext, reference: string, alias: string): Promise<void> {
    const { id } = await this.models.resolve(projectId, reference);
    const removed = await this.dataSource.manager.delete(ModelAliasEntity, { projectId, modelId: id, alias });
    if (removed.affected === 0) throw new ModelAliasNotFound(id, alias);
  }
}
