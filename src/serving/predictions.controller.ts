import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { DeploymentReference } from '../deployments/deployment.schemas.js';
import { Access } from '../platform/auth/access.js';
import { Caller, type RequestContext } from '../platform/auth/request-context.js';
import { IgnoresIdempotencyKey } from '../platform/http/idempotency/idempotency.interceptor.js';
import { Responds } from '../platform/http/responds.js';
import { goneSignal } from './gone-signal.js';
import { LoggedPredictionPage, PredictAnswer, PredictionListQuery, PredictRequest } from './predict.schemas.js';
import { PredictService } from './predict.service.js';
import { PredictionLog } from './prediction-log.js';

@ApiTags('Deployments')
@Controller('v1/deployments/:name')
export class PredictionsController {
  constructor(
    private readonly predictions: PredictService,
    private readonly log: PredictionLog,
  ) {}

  @Post('predict')
  @ApiOperation({ summary: 'Classify texts' })
  @Access('predict')
  @IgnoresIdempotencyKey()
  @Responds(PredictAnswer)
  predict(
    @Caller() caller: RequestContext,
    @Param('name', { schema: DeploymentReference }) name: string,
    @Body({ schema: PredictRequest }) body: PredictRequest,
    @Req() request: Request,
  ) {
    return this.predictions.predict(caller, name, body, goneSignal(request));
  }

  @Get('predictions')
  @ApiOperation({ summary: 'List the logged predictions of a deployment' })
  @Access('read')
  @Responds(LoggedPredictionPage)
  list(
    @Caller() caller: RequestContext,
    @Param('name', { schema: DeploymentReference }) name: string,
    @Query({ schema: PredictionListQuery }) query: PredictionListQuery,
  ) {
    return this.log.list(caller, name, query);
  }
}
