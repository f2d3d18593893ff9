import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { RequestContext } from '../platform/auth/request-context.js';
import { ModelEntity } from './model.entity.js';
import type { ModelLineageView, RelatedModel } from './model-lineage.schemas.js';
import { ModelsService } from './models.service.js';

/** What PostgreSQL follows at most: a model has as many ancestors as rounds of training. */
const MAX_GENERATIONS = 1000;

@Injectable()
export class ModelLineageService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ModelsService) private readonly models: ModelsService,
  ) {}

  async get({ projectId }: RequestContext, reference: string): Promise<ModelLineageView> {
    const model = await this.models.resolve(projectId, reference);
    return {
      model: toRelated(model),
      ancestors: await this.ancestors(model),
      children: await this.children(model),
      dataset: model.lineage?.dataset ?? null,
      job: model.lineage?.job ?? null,
      seed: model.lineage?.seed ?? null,
      source: model.lineage?.source ?? null,
      calibration: model.lineage?.calibration ?? null,
      codeVersion: model.lineage?.codeVersion ?? null,
    };
  }

  private async ancestors({ id, projectId }: ModelEntity): Promise<RelatedModel[]> {
    const rows: { id: string; name: string; kind: RelatedModel['kind']; digest: string | null }[] =
      await this.dataSource.query(
        `WITH RECURSIVE line AS (
           SELECT base_model_id, 0 AS generation FROM models WHERE id = $1 AND project_id = $2
           UNION ALL
           SELECT models.base_model_id, generation + 1 FROM models JOIN line ON models.id = line.base_model_id
           WHERE generation < $3
         )
         SELECT models.id, name, kind, digest FROM line JOIN models ON models.id = line.base_model_id ORDER BY generation`,
        [id, projectId, MAX_GENERATIONS],
      );
    return rows;
  }

  private async children({ id, projectId }: ModelEntity): Promise<RelatedModel[]> {
    const found = await this.dataSource.manager.find(ModelEntity, {
      where: { baseModelId: id, projectId },
      order: { id: 'DESC' },
    });
    return found.map(toRelated);
  }
}

function toRelated({ id, name, kind, digest }: ModelEntity): RelatedModel {
  return { id, name, kind, digest };
}
