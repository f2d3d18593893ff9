/** What a type of job is to the rest of the product: a folder beside this file, and a line of the registry. */
import type { Provider } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { DatasetEntity } from '../../datasets/dataset.entity.js';
import type { DatasetVersionEntity } from '../../datasets/dataset-version.entity.js';
import type { HyperparameterChoices } from '../../ml/training/hyperparameters.js';
import type { ModelEntity } from '../../models/model.entity.js';
import type { RequestContext } from '../../platform/auth/request-context.js';
import type { JobEstimate } from '../job-estimate.schemas.js';

/** What a request comes to once all that it names was looked up and found fit. */
export interface JobPlan {
  /** The model it starts from. */
  model: ModelEntity;
  /** Another one that it needs. */
  teacher?: ModelEntity;
  dataset: DatasetEntity;
  version: DatasetVersionEntity;
  /** What only jobs of this type are told, as the job shows it. */
  choices: object;
  /** Null for types that train nothing. */
  hyperparameters: HyperparameterChoices | null;
  /** Where it is not the usual number. */
  maxAttempts?: number;
}

/** What a type does when one of its jobs is asked for. The work itself is the task kind of the same name. */
export interface JobPlanner<Request> {
  readonly type: string;
  /** @throws Invalid where what is asked for can't be done */
  plan(manager: EntityManager, caller: RequestContext, request: Request): Promise<JobPlan>;
  estimate(caller: RequestContext, request: Request): Promise<JobEstimate>;
  /** @throws JobTooLarge where the machine that would do it has not the memory */
  checkFits(caller: RequestContext, request: Request): Promise<void>;
}

export interface JobType<Create extends z.ZodObject, View extends z.ZodObject> {
  /** What a job of this type is asked for with; `type` is its name. */
  Create: Create;
  /** What such a job shows. */
  View: View;
  /** Its planner, its task kind and what these need. */
  providers: Provider[];
}

/** Gives a type its name while it keeps those of its schemas. */
export const defineJobType = <Create extends z.ZodObject, View extends z.ZodObject>(type: JobType<Create, View>) =>
  type;
