import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Access } from '../platform/auth/access.js';
import { Caller, type RequestContext } from '../platform/auth/request-context.js';
import { EVENT_STREAM } from '../platform/http/event-streams.js';
import { IgnoresIdempotencyKey } from '../platform/http/idempotency/idempotency.interceptor.js';
import { PageQuery } from '../platform/http/pagination.js';
import { Responds } from '../platform/http/responds.js';
import { JobCheckpoints, JobCreate, JobEventPage, JobListQuery, JobMetrics, JobPage, JobView } from './job.schemas.js';
import { JobEstimate } from './job-estimate.schemas.js';
import { JobId } from './job-fields.js';
import { JobHistoryService } from './job-history.service.js';
import { JobsService } from './jobs.service.js';
import { SweepTrials } from './types/sweep/sweep.schemas.js';
import { SweepTrialsService } from './types/sweep/sweep-trials.service.js';

@ApiTags('Jobs')
@Controller('v1/jobs')
export class JobsController {
  constructor(
    private readonly jobs: JobsService,
    private readonly histories: JobHistoryService,
    private readonly sweepTrials: SweepTrialsService,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Make a model from others: `type` says how' })
  @Access('write')
  @Responds(JobView, { status: 202, description: 'It has been queued' })
  create(@Caller() caller: RequestContext, @Body({ schema: JobCreate }) body: JobCreate) {
    return this.jobs.create(caller, body);
  }

  @Post('estimate')
  @ApiOperation({ summary: 'Say what a job would take; nothing is created' })
  @Access('read')
  @IgnoresIdempotencyKey()
  @Responds(JobEstimate)
  estimate(@Caller() caller: RequestContext, @Body({ schema: JobCreate }) body: JobCreate) {
    return this.jobs.estimate(caller, body);
  }

  @Get()
  @ApiOperation({ summary: 'List jobs' })
  @Access('read')
  @Responds(JobPage)
  list(@Caller() caller: RequestContext, @Query({ schema: JobListQuery }) query: JobListQuery) {
    return this.jobs.list(caller, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a job' })
  @Access('read')
  @Responds(JobView)
  get(@Caller() caller: RequestContext, @Param('id', { schema: JobId }) id: string) {
    return this.jobs.get(caller, id);
  }

  @Post(':id/cancel')
  @ApiOperation({ summary: 'Stop a job for good; nothing of it is kept' })
  @Access('write')
  @Responds(JobView, { status: 202, description: 'It stops, or has stopped' })
  cancel(@Caller() caller: RequestContext, @Param('id', { schema: JobId }) id: string) {
    return this.jobs.cancel(caller, id);
  }

  @Post(':id/pause')
  @ApiOperation({ summary: 'Let a running job write a checkpoint and stop until it is resumed' })
  @Access('write')
  @Responds(JobView, { status: 202, description: 'It pauses at its next step' })
  pause(@Caller() caller: RequestContext, @Param('id', { schema: JobId }) id: string) {
    return this.jobs.pause(caller, id);
  }

  @Post(':id/resume')
  @ApiOperation({ summary: 'Let a paused job go on where it was' })
  @Access('write')
  @Responds(JobView, { status: 202, description: 'It is queued again' })
  resume(@Caller() caller: RequestContext, @Param('id', { schema: JobId }) id: string) {
    return this.jobs.resume(caller, id);
  }

  @Get(':id/events')
  @ApiOperation({
    summary: 'List the events of a job, or follow them live',
    description: `With \`Accept: ${EVENT_STREAM}\` every event is sent as it happens, from the one after \`Last-Event-ID\`, or else after \`after\`, on until the job has a final status.`,
  })
  @Access('read')
  @Responds(JobEventPage)
  events(
    @Caller() caller: RequestContext,
    @Param('id', { schema: JobId }) id: string,
    @Query({ schema: PageQuery }) page: PageQuery,
    @Req() request: Request,
  ) {
    return this.histories.events(caller, id, page, request);
  }

  @Get(':id/metrics')
  @ApiOperation({ summary: 'List what was measured while a job trained' })
  @Access('read')
  @Responds(JobMetrics)
  metrics(@Caller() caller: RequestContext, @Param('id', { schema: JobId }) id: string) {
    return this.histories.metrics(caller, id);
  }

  @Get(':id/checkpoints')
  @ApiOperation({ summary: 'List the checkpoints of a job that are kept' })
  @Access('read')
  @Responds(JobCheckpoints)
  checkpoints(@Caller() caller: RequestContext, @Param('id', { schema: JobId }) id: string) {
    return this.histories.checkpoints(caller, id);
  }

  @Get(':id/trials')
  @ApiOperation({
    summary: 'List the trials of a sweep',
    description: 'Of a job of another type it is refused with 409.',
  })
  @Access('read')
  @Responds(SweepTrials)
  trials(@Caller() caller: RequestContext, @Param('id', { schema: JobId }) id: string) {
    return this.sweepTrials.list(caller, id);
  }
}
