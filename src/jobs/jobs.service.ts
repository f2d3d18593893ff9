import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { ModelsService } from '../models/models.service.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { type PageOf, paginate } from '../platform/http/pagination.js';
import type { TaskEntity } from '../runner/task.entity.js';
import { TaskService } from '../runner/task.service.js';
import { baselineVerdicts } from './baseline-verdicts.js';
import { chosenHyperparameters } from './chosen-hyperparameters.js';
import { JobEntity } from './job.entity.js';
import { JobNotFound } from './job.errors.js';
import { type JobCreate, type JobListQuery, type JobView, toJobView } from './job.schemas.js';
import type { JobEstimate } from './job-estimate.schemas.js';
import { JobWriter } from './job-writer.js';
import { sweepsOf } from './sweeps-of.js';
import { JobPlanners } from './types/job-planners.js';

@Injectable()
export class JobsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(JobPlanners) private readonly planners: JobPlanners,
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(TaskService) private readonly tasks: TaskService,
    @Inject(JobWriter) private readonly writer: JobWriter,
  ) {}

  /** The row and its task, together or not at all. */
  async create(caller: RequestContext, request: JobCreate): Promise<JobView> {
    const { projectId } = caller;
    const planner = this.planners.of(request);
    await planner.checkFits(caller, request);
    return this.dataSource.transaction(async (tx) => {
      const { type, name = null, calibration, seed } = request;
      const job = { projectId, type, name, calibration, seed, outputName: request.outputName ?? name };
      const id = await this.writer.write(tx, job, await planner.plan(tx, caller, request));
      return this.view(tx, await this.find(tx, projectId, id));
    });
  }

  /** What it would take; nothing is created. */
  estimate(caller: RequestContext, request: JobCreate): Promise<JobEstimate> {
    return this.planners.of(request).estimate(caller, request);
  }

  async list(
    { projectId }: RequestContext,
    { status, model, dataset, sweep, ...page }: JobListQuery,
  ): Promise<PageOf<JobView>> {
    const { manager } = this.dataSource;
    const query = manager
      .createQueryBuilder(JobEntity, 'job')
      .innerJoinAndSelect('job.task', 'task')
      .where('job.projectId = :projectId', { projectId });
    if (status) query.andWhere('task.status = :status', { status });
    if (dataset !== undefined) query.andWhere('job.datasetId = :dataset', { dataset });
    if (sweep !== undefined) {
      query.andWhere('job.id IN (SELECT job_id FROM sweep_trials WHERE sweep_id = :sweep)', { sweep });
    }
    if (model !== undefined) query.andWhere('job.modelId = :id', { id: await this.modelId(projectId, model) });
    const jobs = await paginate(query, page, 'job', (job) => job);
    return { ...jobs, data: await this.views(manager, jobs.data) };
  }

  async get({ projectId }: RequestContext, id: string): Promise<JobView> {
    const { manager } = this.dataSource;
    return this.view(manager, await this.find(manager, projectId, id));
  }

  /** The task of a job, for its events, metrics and checkpoints. */
  async task({ projectId }: RequestContext, id: string): Promise<TaskEntity> {
    return (await this.find(this.dataSource.manager, projectId, id)).task;
  }

  cancel(caller: RequestContext, id: string): Promise<JobView> {
    return this.move(caller, id, (tx, taskId) => this.tasks.cancel(tx, taskId));
  }

  pause(caller: RequestContext, id: string): Promise<JobView> {
    return this.move(caller, id, (tx, taskId) => this.tasks.pause(tx, taskId));
  }

  resume(caller: RequestContext, id: string): Promise<JobView> {
    return this.move(caller, id, (tx, taskId) => this.tasks.resume(tx, taskId));
  }

  private move(
    { projectId }: RequestContext,
    id: string,
    change: (tx: EntityManager, taskId: string) => Promise<TaskEntity>,
  ): Promise<JobView> {
    return this.dataSource.transaction(async (tx) => {
      const { taskId } = await this.find(tx, projectId, id);
      await change(tx, taskId);
      return this.view(tx, await this.find(tx, projectId, id));
    });
  }

  private async find(manager: EntityManager, projectId: string, id: string): Promise<JobEntity> {
    const job = await manager.findOne(JobEntity, { where: { id, projectId }, relations: { task: true } });
    if (!job) throw new JobNotFound(id);
    return job;
  }

  private async view(manager: EntityManager, job: JobEntity): Promise<JobView> {
    const [view] = await this.views(manager, [job]);
    return view!;
  }

  private async views(manager: EntityManager, jobs: readonly JobEntity[]): Promise<JobView[]> {
    const chosen = await chosenHyperparameters(
      manager,
      jobs.map(({ taskId }) => taskId),
    );
    const verdicts = await baselineVerdicts(
      manager,
      jobs.map(({ resultEvaluationId }) => resultEvaluationId),
    );
    const sweeps = await sweepsOf(
      manager,
      jobs.map(({ id }) => id),
    );
    return jobs.map((job) =>
      toJobView(job, {
        chosen: chosen.get(job.taskId),
        sweep: sweeps.get(job.id) ?? null,
        beatsBaseline: verdicts.get(job.resultEvaluationId ?? '') ?? null,
      }),
    );
  }

  /** A model that was deleted meanwhile still finds its jobs, by its id. */
  private async modelId(projectId: string, reference: string): Promise<string> {
    return reference.includes('@') ? (await this.models.resolve(projectId, reference)).id : reference;
  }
}
