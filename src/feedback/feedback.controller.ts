import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../platform/auth/access.js';
import { Caller, type RequestContext } from '../platform/auth/request-context.js';
import { Responds } from '../platform/http/responds.js';
import { FeedbackCreate, FeedbackCreated, FeedbackListQuery, FeedbackPage } from './feedback.schemas.js';
import { FeedbackService } from './feedback.service.js';

@ApiTags('Feedback')
@Controller('v1/feedback')
export class FeedbackController {
  constructor(private readonly feedback: FeedbackService) {}

  @Post()
  @ApiOperation({ summary: 'Say what a prediction should have been; one, or many at once' })
  @Access('feedback')
  @Responds(FeedbackCreated, { status: 201 })
  create(@Caller() caller: RequestContext, @Body({ schema: FeedbackCreate }) body: FeedbackCreate) {
    return this.feedback.create(caller, body);
  }

  @Get()
  @ApiOperation({ summary: 'List feedback' })
  @Access('read')
  @Responds(FeedbackPage)
  list(@Caller() caller: RequestContext, @Query({ schema: FeedbackListQuery }) query: FeedbackListQuery) {
    return this.feedback.list(caller, query);
  }
}
