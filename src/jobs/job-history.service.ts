import { Inject, Injectable, type StreamableFile } from '@nestjs/common';
import type { Request } from 'express';
import type { RequestContext } from '../platform/auth/request-context.js';
import { Invalid } from '../platform/errors/problem.js';
import { EventStreams, type ServerSentEvent, wantsEventStream } from '../platform/http/event-streams.js';
import { type PageOf, type PageQuery, UnknownCursor } from '../platform/http/pagination.js';
import type { TaskEventView, TaskMetricView } from '../runner/task-event.schemas.js';
import { TaskEventsService } from '../runner/task-events.service.js';
import { type JobCheckpoints, toCheckpointsView } from './job.schemas.js';
import { JobsService } from './jobs.service.js';

const EVENT_ID = /^\d{1,18}$/;

class LimitOfStream extends Invalid {
  constructor() {
    const message = 'a live stream has no pages; leave `limit` out, or ask for application/json';
    super('limit-of-stream', `The request is not valid: ${message}.`, { errors: [{ path: 'limit', message }] });
  }
}

/** What happened to a job so far, and what happens now. */
@Injectable()
export class JobHistoryService {
  constructor(
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(TaskEventsService) private readonly taskEvents: TaskEventsService,
    @Inject(EventStreams) private readonly streams: EventStreams,
  ) {}

  /**
   * A page, or the live stream where the caller accepts one: from `Last-Event-ID`, else from `after`, else from the first
   * event. A client that resumes repeats its first URL, so what it saw last counts for more.
   */
  async events(
    caller: RequestContext,
    id: string,
    page: PageQuery,
    request: Request,
  ): Promise<PageOf<TaskEventView> | StreamableFile> {
    const task = await this.jobs.task(caller, id);
    if (!wantsEventStream(request)) return this.taskEvents.list(task.id, page);
    if ('limit' in request.query) throw new LimitOfStream();
    const last = request.get('Last-Event-ID');
    if (last !== undefined && !EVENT_ID.test(last)) {
      throw new Invalid('invalid-event-id', `Expected the id of an event in Last-Event-ID; found "${last}".`);
    }
    const { after } = page;
    if (after !== undefined && !EVENT_ID.test(after)) throw new UnknownCursor(after, 'the id of an event');
    return this.streams.open(request, (seen, signal) => this.live(task.id, seen ?? after, signal));
  }

  async metrics(caller: RequestContext, id: string): Promise<{ data: TaskMetricView[] }> {
    const task = await this.jobs.task(caller, id);
    return { data: await this.taskEvents.metrics(task.id) };
  }

  async checkpoints(caller: RequestContext, id: string): Promise<JobCheckpoints> {
    const task = await this.jobs.task(caller, id);
    return toCheckpointsView(task.checkpoints);
  }

  private async *live(taskId: string, after: string | undefined, signal: AbortSignal): AsyncGenerator<ServerSentEvent> {
    const from = after === undefined ? {} : { after };
    for await (const event of this.taskEvents.follow(taskId, { ...from, signal })) {
      yield { id: event.id, event: event.type, data: event };
    }
  }
}
