import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { HEADLINE_METRICS } from '../../../ml/evaluation/comparison/headline-metrics.js';
import { lowerIsBetter } from '../../../ml/evaluation/metric-direction.js';
import { taskTypeOf } from '../../../ml/task-types/registry.js';
import type { WatchedMetric } from '../../../ml/training/hyperparameters.js';
import { defaultSpace } from '../../../ml/tuning/default-space.js';
import type { Searched, SearchSpace } from '../../../ml/tuning/search-space.js';
import type { RequestContext } from '../../../platform/auth/request-context.js';
import { DomainError, Invalid } from '../../../platform/errors/problem.js';
import { ChoiceUnsuitable, DatasetUnsuitable, SpaceUnsuitable } from '../../job.errors.js';
import type { JobEstimate } from '../../job-estimate.schemas.js';
import { JobEstimateService } from '../../job-estimate.service.js';
import { type JobInputs, JobInputsService } from '../../job-inputs.service.js';
import { JobPlanners } from '../job-planners.js';
import type { JobPlan, JobPlanner } from '../job-type.js';
import { extremesOf, heaviest } from './corners.js';
import type { SweepChoices, SweepJobCreate } from './sweep.schemas.js';

/** A trainer that dies costs a sweep an attempt and no work; it may last for days. */
const MAX_ATTEMPTS = 100;

@Injectable()
export class SweepPlanner implements JobPlanner<SweepJobCreate>, OnModuleInit {
  readonly type = 'sweep';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(JobPlanners) private readonly planners: JobPlanners,
    @Inject(JobInputsService) private readonly inputs: JobInputsService,
    @Inject(JobEstimateService) private readonly estimates: JobEstimateService,
  ) {}

  onModuleInit(): void {
    this.planners.register(this);
  }

  async plan(manager: EntityManager, caller: RequestContext, request: SweepJobCreate): Promise<JobPlan> {
    const { found, space } = await this.resolve(manager, caller, request);
    const { method, hyperparameters, trials, search, concurrency, stopWorst, keepModels } = request;
    const objective = objectiveOf(request, found);
    const choices: SweepChoices = { method, space, trials, objective, search, concurrency, stopWorst, keepModels };
    return { ...found, choices, hyperparameters, maxAttempts: MAX_ATTEMPTS };
  }

  /** An upper bound: every trial as long as the longest, none stopped. */
  async estimate(caller: RequestContext, request: SweepJobCreate): Promise<JobEstimate> {
    const { space } = await this.resolve(this.dataSource.manager, caller, request);
    const estimates: JobEstimate[] = [];
    for (const corner of heaviest(request, space)) estimates.push(await this.estimates.estimate(caller, corner));
    const most = (key: 'memoryBytes' | 'seconds' | 'steps' | 'truncatedShare') =>
      Math.max(...estimates.map((estimate) => estimate[key]));
    const rounds = Math.ceil(request.trials / request.concurrency);
    return {
      memoryBytes: most('memoryBytes'),
      seconds: rounds * most('seconds'),
      steps: request.trials * most('steps'),
      truncatedShare: most('truncatedShare'),
      warnings: [
        `"seconds" and "steps" are of ${request.trials} trials as long as the longest that the space allows, ${request.concurrency} at once, none stopped: an upper bound. "memoryBytes" is that of one trial.`,
        ...new Set(estimates.flatMap(({ warnings }) => warnings)),
      ],
    };
  }

  async checkFits(caller: RequestContext, request: SweepJobCreate): Promise<void> {
    const { space } = await this.resolve(this.dataSource.manager, caller, request);
    for (const corner of heaviest(request, space)) await this.estimates.checkFits(caller, corner);
  }

  private async resolve(manager: EntityManager, { projectId }: RequestContext, request: SweepJobCreate) {
    const found = await this.inputs.resolve(manager, projectId, request);
    const { version, model } = found;
    if (!version.counts?.validation) throw DatasetUnsuitable.validation(version);
    const space = request.space ?? remaining(defaultSpace(model.parameters!, request.method.type), request);
    if (Object.keys(space).length === 0) throw SpaceUnsuitable.empty();
    await this.checkSpace(request, space, found);
    return { found, space };
  }

  /** Whatever is searched has to be possible, at each of its ends. */
  private async checkSpace(request: SweepJobCreate, space: SearchSpace, found: JobInputs): Promise<void> {
    for (const [name, trial] of extremesOf(request, space)) {
      if (name !== 'method' && request.hyperparameters[name] !== 'auto') throw SpaceUnsuitable.fixed(name);
      await this.inputs.check(trial, found).catch((error: unknown) => {
        throw error instanceof DomainError ? inSpace(error, name) : error;
      });
    }
  }
}

/** Of the default space what the request leaves open. */
function remaining(space: SearchSpace, { hyperparameters, method }: SweepJobCreate): SearchSpace {
  const open = Object.entries(space).filter(
    ([name]) => name === 'method' || hyperparameters[name as Exclude<Searched, 'method'>] === 'auto',
  );
  // Of a head alone no activation is dropped below it.
  const useful = open.filter(([name]) => method.type !== 'head' || name !== 'dropout');
  return Object.fromEntries(useful);
}

function objectiveOf({ objective }: SweepJobCreate, { dataset: { task } }: JobInputs): SweepChoices['objective'] {
  const measured: readonly WatchedMetric[] = ['loss', ...taskTypeOf(task).watched];
  const metric = objective?.metric ?? measured.find((name) => name === HEADLINE_METRICS[task])!;
  if (!measured.includes(metric)) {
    throw new ChoiceUnsuitable('objective.metric', task, `one of ${measured.join(', ')}`, metric);
  }
  return { metric, direction: lowerIsBetter(metric) ? 'minimize' : 'maximize' };
}

/** The same refusal, of what the space would have led to. */
function inSpace({ code, detail, errors = [] }: DomainError, name: Searched): Invalid {
  return new Invalid(code, detail, { errors: errors.map(({ message }) => ({ path: `space.${name}`, message })) });
}
