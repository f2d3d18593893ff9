import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { IgnoresIdempotencyKey } from '../platform/http/idempotency/idempotency.interceptor.js';
import { Responds } from '../platform/http/responds.js';
import { goneSignal } from './gone-signal.js';
import { ModelAnswers } from './model-answers.js';
import { ForwardedInputs } from './predict.schemas.js';
import { BetweenProcesses } from './server-token.guard.js';
import { NotServedHere } from './serving.errors.js';
import { ServingService } from './serving.service.js';

/** Where a server answers the api processes that have no server of their own. */
@Controller('internal/deployments')
export class ForwardedPredictionsController {
  constructor(private readonly serving: ServingService) {}

  @Post(':id/answer')
  @BetweenProcesses()
  @IgnoresIdempotencyKey()
  @Responds(ModelAnswers)
  answer(@Param('id') id: string, @Body({ schema: ForwardedInputs }) body: ForwardedInputs, @Req() request: Request) {
    const { server } = this.serving;
    if (!server) throw new NotServedHere();
    return server.answer(id, body.inputs, goneSignal(request));
  }
}
