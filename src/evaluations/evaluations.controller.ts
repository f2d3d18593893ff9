import { Body, Controller, Delete, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Access } from '../platform/auth/access.js';
import { Caller, type RequestContext } from '../platform/auth/request-context.js';
import { Responds, RespondsContent, RespondsNothing } from '../platform/http/responds.js';
import {
  EvaluationCreate,
  EvaluationId,
  EvaluationListQuery,
  EvaluationPage,
  EvaluationView,
  PredictionPage,
} from './evaluation.schemas.js';
import { EvaluationDetailsService } from './evaluation-details.service.js';
import { EvaluationsService } from './evaluations.service.js';
import { PredictionQuery } from './prediction-filter.js';

@ApiTags('evaluations')
@Controller('v1/evaluations')
export class EvaluationsController {
  constructor(
    private readonly evaluations: EvaluationsService,
    private readonly details: EvaluationDetailsService,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Measure a model on a split of a data set' })
  @Access('write')
  @Responds(EvaluationView, { status: 202, description: 'It has been queued' })
  create(@Caller() caller: RequestContext, @Body({ schema: EvaluationCreate }) body: EvaluationCreate) {
    return this.evaluations.create(caller, body);
  }

  @Get()
  @ApiOperation({ summary: 'List evaluations' })
  @Access('read')
  @Responds(EvaluationPage)
  list(@Caller() caller: RequestContext, @Query({ schema: EvaluationListQuery }) query: EvaluationListQuery) {
    return this.evaluations.list(caller, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get an evaluation: how far it is, and what it found' })
  @Access('read')
  @Responds(EvaluationView)
  get(@Caller() caller: RequestContext, @Param('id', { schema: EvaluationId }) id: string) {
    return this.evaluations.get(caller, id);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete an evaluation, and stop work on it; 409 while a job refers to it' })
  @Access('write')
  @RespondsNothing()
  delete(@Caller() caller: RequestContext, @Param('id', { schema: EvaluationId }) id: string) {
    return this.evaluations.delete(caller, id);
  }

  @Get(':id/predictions')
  @ApiOperation({
    summary: 'Page through the predictions behind an evaluation, the worst first: all, or those asked for',
  })
  @Access('read')
  @Responds(PredictionPage)
  predictions(
    @Caller() caller: RequestContext,
    @Param('id', { schema: EvaluationId }) id: string,
    @Query({ schema: PredictionQuery }) query: PredictionQuery,
  ) {
    return this.details.predictions(caller, id, query);
  }

  @Get(':id/report')
  @ApiOperation({ summary: 'Show what an evaluation found, as a page to look at' })
  @Access('read')
  @RespondsContent(['text/html'], { description: 'The page: metrics, labels, calibration, slices, worst predictions' })
  report(@Caller() caller: RequestContext, @Param('id', { schema: EvaluationId }) id: string, @Req() request: Request) {
    return this.details.report(caller, id, request);
  }

  @Get(':id/reliability.svg')
  @ApiOperation({ summary: 'Draw how far the probabilities can be believed, before and after calibration' })
  @Access('read')
  @RespondsContent(['image/svg+xml'], { description: 'The reliability diagram, before and after calibration' })
  reliability(@Caller() caller: RequestContext, @Param('id', { schema: EvaluationId }) id: string) {
    return this.details.reliability(caller, id);
  }

  @Get(':id/confusion.svg')
  @ApiOperation({ summary: 'Draw what was taken for what' })
  @Access('read')
  @RespondsContent(['image/svg+xml'], { description: 'The confusion matrix' })
  confusion(@Caller() caller: RequestContext, @Param('id', { schema: EvaluationId }) id: string) {
    return this.details.confusion(caller, id);
  }
}
