import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, LessThan, MoreThan } from 'typeorm';
import { type PageOf, PageQuery, toPage, UnknownCursor } from '../platform/http/pagination.js';
import { Bell } from './bell.js';
import { TaskEntity } from './task.entity.js';
import { TaskEventEntity } from './task-event.entity.js';
import { TaskEventView, TaskMetricView, toTaskEventView } from './task-event.schemas.js';
import { TaskNotifications } from './task-notifications.js';
import { isFinal } from './task-status.js';

const FOLLOW_PAGE = 500;
/** Events are announced; this only bounds the delay where an announcement was lost with its connection. */
const FOLLOW_POLL_MS = 15_000;

@Injectable()
export class TaskEventsService {
  private readonly closing = new AbortController();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(TaskNotifications) private readonly notifications: TaskNotifications,
  ) {}

  /** Ends all streams: the process shuts down. Who follows connects again, elsewhere, with the last id it got. */
  endStreams(): void {
    this.closing.abort();
  }

  /** One page, newest first. */
  async list(taskId: string, { limit, after }: PageQuery): Promise<PageOf<TaskEventView>> {
    const events = await this.dataSource.manager.find(TaskEventEntity, {
      where: { taskId, ...(after === undefined ? {} : { id: LessThan(eventId(after)) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return toPage(events, limit, (event) => event.id, toTaskEventView);
  }

  /**
   * Every event after `after` (from the first without it), once, in order, as they happen; ends after the one with the
   * final status. It reads the table and only then waits for news, so that none falls between.
   */
  async *follow(taskId: string, options: { after?: string; signal: AbortSignal }): AsyncGenerator<TaskEventView> {
    const { after } = options;
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    let cursor = after === undefined ? '0' : eventId(after);
    const bell = new Bell();
    const unsubscribe = this.notifications.subscribe(taskId, bell.ring);
    try {
      while (!signal.aborted) {
        // Asked before the events are read: what a final status came with is then among them.
        const over = await this.isOver(taskId);
        const events = await this.dataSource.manager.find(TaskEventEntity, {
          where: { taskId, id: MoreThan(cursor) },
          order: { id: 'ASC' },
          take: FOLLOW_PAGE,
        });
        yield* events.map(toTaskEventView);
        cursor = events.at(-1)?.id ?? cursor;
        if (events.length === FOLLOW_PAGE) continue;
        if (over) return;
        await bell.wait(FOLLOW_POLL_MS, signal);
      }
    } finally {
      unsubscribe();
    }
  }

  /**
   * A task's metrics in the order of steps. What an attempt measured beyond the checkpoint from which a later one went
   * on is left out: the task's history has each step once.
   */
  async metrics(taskId: string): Promise<TaskMetricView[]> {
    const rows: { time: Date; data: Omit<TaskMetricView, 'time'> }[] = await this.dataSource.query(
      `SELECT time, data FROM (
         SELECT id, time, data, min((data->>'step')::bigint) OVER (
           PARTITION BY data->>'name', data->>'split' ORDER BY id
           ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
         ) AS repeated_from
         FROM task_events WHERE task_id = $1 AND type = 'metric'
       ) AS metrics
       WHERE repeated_from IS NULL OR repeated_from > (data->>'step')::bigint
       ORDER BY (data->>'step')::bigint, id`,
      [taskId],
    );
    return rows.map(({ time, data }) => ({ ...data, time: time.toISOString() }));
  }

  private async isOver(taskId: string): Promise<boolean> {
    const task = await this.dataSource.manager.findOne(TaskEntity, { where: { id: taskId }, select: { status: true } });
    return task === null || isFinal(task.status);
  }
}

function eventId(text: string): string {
  if (/^\d{1,18}$/.test(text)) return text;
  throw new UnknownCursor(text, 'the id of an event, a whole number');
}
