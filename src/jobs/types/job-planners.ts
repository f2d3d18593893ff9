import { Injectable } from '@nestjs/common';
import type { JobPlanner } from './job-type.js';

/** The planners of this build, by the type of their jobs; each registers itself when its module starts. */
@Injectable()
export class JobPlanners {
  private readonly planners = new Map<string, JobPlanner<unknown>>();

  register(planner: JobPlanner<never>): void {
    if (this.planners.has(planner.type)) throw new Error(`The type of job "${planner.type}" is registered twice.`);
    this.planners.set(planner.type, planner as JobPlanner<unknown>);
  }

  of<Request extends { type: string }>({ type }: Request): JobPlanner<Request> {
    const planner = this.planners.get(type);
    if (!planner) throw new Error(`Nobody registered for the type of job "${type}".`);
    return planner;
  }
}
