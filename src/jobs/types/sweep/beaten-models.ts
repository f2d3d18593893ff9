import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { EvaluationEntity } from '../../../evaluations/evaluation.entity.js';
import { PredictionStore } from '../../../evaluations/prediction-store.js';
import { ModelEntity } from '../../../models/model.entity.js';
import { ModelAliasEntity } from '../../../models/model-alias.entity.js';
import { ModelStore } from '../../../models/model-store.js';
import { Conflict } from '../../../platform/errors/problem.js';
import { toDomainError } from '../../../platform/errors/to-problem.js';
import { JobEntity } from '../../job.entity.js';

/** Takes models away that are not the best any more: a sweep makes many. */
@Injectable()
export class BeatenModels {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ModelStore) private readonly models: ModelStore,
    @Inject(PredictionStore) private readonly predictions: PredictionStore,
  ) {}

  /** What is in use stays: an alias, a deployment, an evaluation that somebody asked for. May be done again. */
  async remove({ id, projectId, resultModelId, resultEvaluationId }: JobEntity): Promise<void> {
    if (!resultModelId) return;
    const gone = await this.dataSource
      .transaction(async (tx) => {
        // An alias would not refuse, but go with its model: none is made while the model is locked.
        await tx.findOne(ModelEntity, { where: { id: resultModelId, projectId }, lock: { mode: 'pessimistic_write' } });
        if (await tx.existsBy(ModelAliasEntity, { modelId: resultModelId })) return false;
        if (resultEvaluationId) await tx.delete(EvaluationEntity, { id: resultEvaluationId, projectId });
        await tx.delete(ModelEntity, { id: resultModelId, projectId });
        // Nothing rests any longer on what it was made of.
        await tx.update(JobEntity, { id }, { heldModelId: null, heldVersionId: null });
        return true;
      })
      .catch((error: unknown) => {
        if (toDomainError(error) instanceof Conflict) return false;
        throw error;
      });
    if (!gone) return;
    await this.models.remove({ projectId, id: resultModelId });
    if (resultEvaluationId) await this.predictions.remove({ projectId, id: resultEvaluationId });
  }
}
