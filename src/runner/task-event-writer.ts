import type { DataSource, EntityManager } from 'typeorm';
import type { LogLevel, TaskProgress, WorkerEvent } from '../worker/protocol.js';
import { storableJson } from './storable-json.js';
import { TaskEntity } from './task.entity.js';
import { announce } from './task-announcement.js';
import { lockClaimed, type TaskClaim } from './task-claim.js';
import type { TaskEventType } from './task-event.entity.js';

const FLUSH_MS = 100;
const BATCH = 500;
const PROGRESS_MS = 1_000;
const RETRY_MS = 1_000;

interface Row {
  time: string;
  type: TaskEventType;
  level: LogLevel;
  message: string;
  data: unknown;
}

/** A checkpoint is recorded by who stores it. */
export type WritableEvent = Exclude<WorkerEvent, { type: 'checkpoint' }>;

/**
 * Writes what a worker reports: events in multi-row inserts, of progress the latest at most once a second. While the
 * database is away it keeps what it has and tries again; `written` lets the worker wait when that grows.
 */
export class TaskEventWriter {
  private rows: Row[] = [];
  private progress: TaskProgress | undefined;
  private progressAt = 0;
  private taken = 0;
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly claim: TaskClaim,
    /** Called with the number of events that are safe, after each flush. */
    private readonly written: (events: number) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  add(event: WritableEvent): void {
    this.taken++;
    if (event.type === 'progress') {
      const { type: _type, ...progress } = event;
      this.progress = progress;
    } else {
      this.rows.push(toRow(event));
    }
    if (this.rows.length >= BATCH) this.flushSoon(0);
    else this.flushSoon(FLUSH_MS);
  }

  /** Everything added so far is in the database when this resolves. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flushing = this.flushing.catch(() => {}).then(() => this.write(true));
    await this.flushing;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private flushSoon(milliseconds: number): void {
    if (this.timer || this.stopped) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.flushing = this.flushing
        .catch(() => {})
        .then(() => this.write(false))
        .catch((error: unknown) => {
          this.failed(error);
          this.flushSoon(RETRY_MS);
        });
    }, milliseconds);
  }

  private async write(all: boolean): Promise<void> {
    const safe = this.taken;
    const rows = [...this.rows];
    const progressIsDue = all || Date.now() - this.progressAt >= PROGRESS_MS;
    const progress = progressIsDue ? this.progress : undefined;
    if (rows.length > 0 || progress) {
      await this.dataSource.transaction(async (tx) => {
        const { projectId } = await lockClaimed(tx, this.claim);
        if (progress) await tx.update(TaskEntity, { id: this.claim.taskId }, { progress });
        if (rows.length > 0) await insertRows(tx, projectId, this.claim, rows);
      });
    }
    this.rows = this.rows.slice(rows.length);
    if (progress) {
      this.progressAt = Date.now();
      if (this.progress === progress) this.progress = undefined;
    }
    this.written(safe);
    if (this.rows.length > 0) this.flushSoon(0);
    else if (this.progress) this.flushSoon(PROGRESS_MS);
  }
}

/** Records events in a transaction that has the task's row locked. */
export async function writeEvents(
  tx: EntityManager,
  { id, projectId, attempt }: TaskEntity,
  events: readonly WritableEvent[],
): Promise<void> {
  const rows = events.flatMap((event) => (event.type === 'progress' ? [] : [toRow(event)]));
  const last = events.findLast((event) => event.type === 'progress');
  if (last) {
    const { type: _type, ...progress } = last;
    await tx.update(TaskEntity, { id }, { progress });
  }
  if (rows.length > 0) await insertRows(tx, projectId, { taskId: id, attempt }, rows);
}

function toRow(event: Exclude<WritableEvent, { type: 'progress' }>): Row {
  const time = new Date().toISOString();
  if (event.type === 'metric') {
    const { type, ...metric } = event;
    return { time, type, level: 'info', message: `${metric.split} ${metric.name} ${metric.value}`, data: metric };
  }
  const level = event.type === 'log' ? event.level : 'info';
  return { time, type: event.type, level, message: event.message, data: event.data ?? null };
}

async function insertRows(
  tx: EntityManager,
  projectId: string,
  claim: Pick<TaskClaim, 'taskId' | 'attempt'>,
  rows: Row[],
): Promise<void> {
  await tx.query(
    `INSERT INTO task_events (project_id, task_id, attempt, time, type, level, message, data)
     SELECT $1, $2, $3, row.time, row.type, row.level, row.message, row.data
     FROM ROWS FROM (
       jsonb_to_recordset($4::jsonb) AS (time timestamptz, type text, level text, message text, data jsonb)
     ) WITH ORDINALITY AS row (time, type, level, message, data, position)
     ORDER BY row.position`,
    [projectId, claim.taskId, claim.attempt, storableJson(rows)],
  );
  await announce(tx, claim.taskId, 'events');
}
