import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Counter, Gauge, Histogram } from 'prom-client';
import { DataSource } from 'typeorm';
import { Metrics } from '../platform/metrics/metrics.js';
import type { Outcome } from './settlement.js';
import type { TaskEntity } from './task.entity.js';
import { isFinal } from './task-status.js';

const SECONDS = [1, 5, 15, 60, 300, 900, 3_600, 14_400, 43_200, 86_400];

/** What operators watch of the runner. */
@Injectable()
export class RunnerMetrics {
  private readonly attempts: Counter;
  private readonly durations: Histogram;

  constructor(@Inject(Metrics) { registry }: Metrics, @InjectDataSource() dataSource: DataSource) {
    const registers = [registry];
    new Gauge({
      name: 'temper_tasks',
      help: 'Tasks in the database, of all processes',
      labelNames: ['kind', 'status'],
      registers,
      async collect() {
        const rows: { kind: string; status: string; count: string }[] = await dataSource.query(
          'SELECT kind, status, count(*) FROM tasks GROUP BY kind, status',
        );
        this.reset();
        for (const { kind, status, count } of rows) this.set({ kind, status }, Number(count));
      },
    });
    this.attempts = new Counter({
      name: 'temper_task_attempts_total',
      help: 'Attempts that ended in this process: succeeded, failed, or stopped on request',
      labelNames: ['kind', 'outcome'],
      registers,
    });
    this.durations = new Histogram({
      name: 'temper_task_duration_seconds',
      help: 'Time from the first start of a task to its end, pauses included',
      labelNames: ['kind', 'status'],
      buckets: SECONDS,
      registers,
    });
  }

  settled({ kind, status, startedAt, finishedAt }: TaskEntity, outcome: Outcome['type']): void {
    this.attempts.inc({ kind, outcome });
    if (!isFinal(status) || !startedAt || !finishedAt) return;
    this.durations.observe({ kind, status }, (finishedAt.getTime() - startedAt.getTime()) / 1_000);
  }
}
