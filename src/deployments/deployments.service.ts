import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In, LessThan } from 'typeorm';
import { ANSWERED_TASKS } from '../ml/inference/answer.js';
import type { ModelEntity } from '../models/model.entity.js';
import { ModelsService } from '../models/models.service.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { type NumberedPageQuery, type PageOf, type PageQuery, paginate, toPage } from '../platform/http/pagination.js';
import { newId } from '../platform/ids.js';
import { DeploymentEntity } from './deployment.entity.js';
import {
  DeploymentIsRunning,
  DeploymentIsStopped,
  DeploymentNameTaken,
  DeploymentNotFound,
  ModelNotDeployable,
  NothingToRollBackTo,
  RevisionNotEarlier,
} from './deployment.errors.js';
import {
  type DeploymentCreate,
  type DeploymentRollback,
  type DeploymentUpdate,
  type DeploymentView,
  type RevisionView,
  toDeploymentView,
  toRevisionView,
} from './deployment.schemas.js';
import { DeploymentChanges } from './deployment-changes.js';
import { DeploymentReplicaEntity, LIVE_SECONDS } from './deployment-replica.entity.js';
import { DeploymentRevisionEntity } from './deployment-revision.entity.js';

const DEPLOYABLE_TASKS: readonly string[] = ANSWERED_TASKS;

/** Every change is to what is wanted; servers see to it afterwards. */
@Injectable()
export class DeploymentsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly models: ModelsService,
    private readonly changes: DeploymentChanges,
  ) {}

  async create(caller: RequestContext, { name, model }: DeploymentCreate): Promise<DeploymentView> {
    const { projectId } = caller;
    const { id: modelId } = await this.deployable(projectId, model);
    const id = newId('dep');
    await this.dataSource.transaction(async (tx) => {
      const inserted = await tx
        .createQueryBuilder()
        .insert()
        .into(DeploymentEntity)
        .values({ id, projectId, name, wanted: 'running', starts: 1, revision: 1 })
        .orIgnore()
        .returning('id')
        .execute();
      if (inserted.raw.length === 0) throw new DeploymentNameTaken(name);
      await addRevision(tx, caller, { deploymentId: id, number: 1, modelId, restores: null });
    });
    return this.announce(caller, id);
  }

  async list({ projectId }: RequestContext, page: PageQuery): Promise<PageOf<DeploymentView>> {
    const query = this.dataSource.manager
      .createQueryBuilder(DeploymentEntity, 'deployment')
      .where('deployment.projectId = :projectId', { projectId });
    const { data, ...rest } = await paginate(query, page, 'dep', (deployment) => deployment);
    return { data: await this.views(data), ...rest };
  }

  async get({ projectId }: RequestContext, reference: string): Promise<DeploymentView> {
    const [view] = await this.views([await this.find(projectId, reference)]);
    return view!;
  }

  /** The deployment that a name or id stands for. Every place that takes a deployment comes through here. */
  async find(projectId: string, reference: string, tx = this.dataSource.manager): Promise<DeploymentEntity> {
    const by = reference.startsWith('dep_') ? { id: reference } : { name: reference };
    const found = await tx.findOneBy(DeploymentEntity, { ...by, projectId });
    if (!found) throw new DeploymentNotFound(reference);
    return found;
  }

  /** A new revision. The old one answers until the new one is loaded. */
  async update(caller: RequestContext, reference: string, { model }: DeploymentUpdate): Promise<DeploymentView> {
    const { id: modelId } = await this.deployable(caller.projectId, model);
    return this.change(caller, reference, async (tx, deployment) => {
      deployment.revision += 1;
      await addRevision(tx, caller, {
        deploymentId: deployment.id,
        number: deployment.revision,
        modelId,
        restores: null,
      });
    });
  }

  /** Brings an earlier revision's model back, as a new revision: the record of what was in production only grows. */
  async rollback(
    caller: RequestContext,
    reference: string,
    { revision: wanted }: DeploymentRollback = {},
  ): Promise<DeploymentView> {
    return this.change(caller, reference, async (tx, deployment) => {
      const { id: deploymentId, name, revision } = deployment;
      if (wanted !== undefined && wanted >= revision) throw new RevisionNotEarlier(name, wanted, revision);
      const current = await tx.findOneByOrFail(DeploymentRevisionEntity, { deploymentId, number: revision });
      // Rolled back once and once more is two steps back, not forth again.
      const target = wanted ?? (current.restores ?? revision) - 1;
      const restored = await tx.findOneBy(DeploymentRevisionEntity, { deploymentId, number: target });
      if (!restored) throw new NothingToRollBackTo(name, target + 1);
      deployment.revision += 1;
      const { modelId, number: restores } = restored;
      await addRevision(tx, caller, { deploymentId, number: deployment.revision, modelId, restores });
    });
  }

  async stop(caller: RequestContext, reference: string): Promise<DeploymentView> {
    return this.change(caller, reference, async (_tx, deployment) => {
      if (deployment.wanted === 'stopped') throw new DeploymentIsStopped(deployment.name);
      deployment.wanted = 'stopped';
    });
  }

  async start(caller: RequestContext, reference: string): Promise<DeploymentView> {
    const { name, status } = await this.get(caller, reference);
    return this.change(caller, reference, async (_tx, deployment) => {
      if (deployment.wanted === 'running' && status !== 'failed') throw new DeploymentIsRunning(name, status);
      deployment.wanted = 'running';
      deployment.starts += 1;
    });
  }

  /** What refers to it goes with it: its revisions, the log of its predictions, and the feedback on them. */
  async delete({ projectId }: RequestContext, reference: string): Promise<void> {
    const { id } = await this.find(projectId, reference);
    await this.dataSource.manager.delete(DeploymentEntity, { id, projectId });
    this.changes.announce();
  }

  async revisions(
    { projectId }: RequestContext,
    reference: string,
    { limit, after }: NumberedPageQuery,
  ): Promise<PageOf<RevisionView>> {
    const { id: deploymentId } = await this.find(projectId, reference);
    const rows = await this.dataSource.manager.find(DeploymentRevisionEntity, {
      where: { deploymentId, ...(after ? { number: LessThan(Number(after)) } : {}) },
      order: { number: 'DESC' },
      take: limit + 1,
    });
    return toPage(rows, limit, ({ number }) => String(number), toRevisionView);
  }

  /** What live servers report of a deployment. */
  liveReplicas(deploymentIds: readonly string[]): Promise<DeploymentReplicaEntity[]> {
    return this.dataSource.manager
      .createQueryBuilder(DeploymentReplicaEntity, 'replica')
      .where({ deploymentId: In(deploymentIds) })
      .andWhere(`replica.heartbeatAt > now() - make_interval(secs => :seconds)`, { seconds: LIVE_SECONDS })
      .getMany();
  }

  private async deployable(projectId: string, reference: string): Promise<ModelEntity> {
    const model = await this.models.resolveReady(projectId, reference);
    if (!model.task || !DEPLOYABLE_TASKS.includes(model.task)) throw new ModelNotDeployable(model, DEPLOYABLE_TASKS);
    return model;
  }

  private async change(
    caller: RequestContext,
    reference: string,
    apply: (tx: EntityManager, deployment: DeploymentEntity) => Promise<void>,
  ): Promise<DeploymentView> {
    const { projectId } = caller;
    const { id } = await this.find(projectId, reference);
    await this.dataSource.transaction(async (tx) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const deployment = await tx.findOne(DeploymentEntity, { where: { id, projectId }, lock });
      if (!deployment) throw new DeploymentNotFound(reference);
      await apply(tx, deployment);
      await tx.save(deployment);
    });
    return this.announce(caller, id);
  }

  private announce(caller: RequestContext, id: string): Promise<DeploymentView> {
    this.changes.announce();
    return this.get(caller, id);
  }

  private async views(deployments: readonly DeploymentEntity[]): Promise<DeploymentView[]> {
    const ids = deployments.map(({ id }) => id);
    const [replicas, revisions] = await Promise.all([
      this.liveReplicas(ids),
      this.dataSource.manager.findBy(
        DeploymentRevisionEntity,
        deployments.map(({ id, revision }) => ({ deploymentId: id, number: revision })),
      ),
    ]);
    const models = new Map(revisions.map(({ deploymentId, modelId }) => [deploymentId, modelId]));
    const now = new Date();
    return deployments.map((deployment) => {
      const own = replicas.filter(({ deploymentId }) => deploymentId === deployment.id);
      return toDeploymentView(deployment, models.get(deployment.id)!, own, now);
    });
  }
}

async function addRevision(
  tx: EntityManager,
  { projectId, apiKeyId }: RequestContext,
  given: Pick<DeploymentRevisionEntity, 'deploymentId' | 'number' | 'modelId' | 'restores'>,
): Promise<void> {
  await tx.insert(DeploymentRevisionEntity, { ...given, projectId, createdBy: apiKeyId });
}
