import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { RequestContext } from '../../../platform/auth/request-context.js';
import { JobEntity } from '../../job.entity.js';
import { JobNotFound, NotASweep } from '../../job.errors.js';
import type { SweepTrial, SweepTrials } from './sweep.schemas.js';
import { SweepTrialEntity } from './sweep-trial.entity.js';

@Injectable()
export class SweepTrialsService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async list({ projectId }: RequestContext, id: string): Promise<SweepTrials> {
    const { manager } = this.dataSource;
    const job = await manager.findOneBy(JobEntity, { id, projectId });
    if (!job) throw new JobNotFound(id);
    if (job.type !== 'sweep') throw new NotASweep(job);
    const trials = await manager.find(SweepTrialEntity, {
      where: { sweepId: id },
      relations: { job: { task: true } },
      order: { number: 'ASC' },
    });
    return { data: trials.map(toSweepTrial) };
  }
}

function toSweepTrial({ number, job, sampled, objective, stoppedAt }: SweepTrialEntity): SweepTrial {
  const { task } = job;
  const stopped = stoppedAt !== null && (task.status === 'cancelling' || task.status === 'cancelled');
  return {
    number,
    job: job.id,
    status: stopped ? 'stopped' : task.status,
    values: sampled as SweepTrial['values'],
    objective,
    step: task.progress?.step ?? 0,
    totalSteps: task.progress?.totalSteps ?? null,
    stoppedAt,
    model: job.resultModelId,
    startedAt: task.startedAt?.toISOString() ?? null,
    finishedAt: task.finishedAt?.toISOString() ?? null,
  };
}
