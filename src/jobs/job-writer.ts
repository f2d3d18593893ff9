import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../platform/ids.js';
import { TaskService } from '../runner/task.service.js';
import { JobEntity } from './job.entity.js';
import type { JobPlan } from './types/job-type.js';

/** What a job is asked with, whatever its type. */
export type NewJob = Pick<JobEntity, 'projectId' | 'type' | 'name' | 'calibration' | 'seed'> & {
  /** The name of the data set by default. */
  outputName: string | null;
};

/** Writes the rows of jobs. */
@Injectable()
export class JobWriter {
  constructor(@Inject(TaskService) private readonly tasks: TaskService) {}

  /** The row and its task, together or not at all; answers with the job's id. */
  async write(tx: EntityManager, job: NewJob, plan: JobPlan): Promise<string> {
    const { model, teacher, dataset, version, maxAttempts, ...planned } = plan;
    const { projectId, type, outputName } = job;
    const id = newId('job');
    const task = await this.tasks.enqueue(tx, {
      kind: type,
      projectId,
      input: { jobId: id },
      ...(maxAttempts && { maxAttempts }),
    });
    await tx.insert(JobEntity, {
      ...job,
      id,
      modelId: model.id,
      heldModelId: model.id,
      heldTeacherId: teacher?.id ?? null,
      datasetId: dataset.id,
      datasetVersion: version.version,
      heldVersionId: version.id,
      ...planned,
      outputName: outputName ?? dataset.name,
      taskId: task.id,
      drafts: [],
      result: null,
    } as object);
    return id;
  }
}
