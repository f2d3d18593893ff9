import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../../platform/auth/access.js';
import { Caller, type RequestContext } from '../../platform/auth/request-context.js';
import { Responds, RespondsNothing } from '../../platform/http/responds.js';
import {
  ComparisonCreate,
  ComparisonId,
  ComparisonListQuery,
  ComparisonPage,
  ComparisonView,
  DisagreementPage,
  DisagreementQuery,
} from './comparison.schemas.js';
import { ComparisonsService } from './comparisons.service.js';

@ApiTags('evaluations')
@Controller('v1/comparisons')
export class ComparisonsController {
  constructor(private readonly comparisons: ComparisonsService) {}

  @Post()
  @ApiOperation({
    summary: 'Find out which of two models is better on the same examples, or that the data do not tell',
  })
  @Access('write')
  @Responds(ComparisonView, { status: 202, description: 'It has been queued' })
  create(@Caller() caller: RequestContext, @Body({ schema: ComparisonCreate }) body: ComparisonCreate) {
    return this.comparisons.create(caller, body);
  }

  @Get()
  @ApiOperation({ summary: 'List comparisons' })
  @Access('read')
  @Responds(ComparisonPage)
  list(@Caller() caller: RequestContext, @Query({ schema: ComparisonListQuery }) query: ComparisonListQuery) {
    return this.comparisons.list(caller, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a comparison: how far it is, and what it found' })
  @Access('read')
  @Responds(ComparisonView)
  get(@Caller() caller: RequestContext, @Param('id', { schema: ComparisonId }) id: string) {
    return this.comparisons.get(caller, id);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a comparison, and stop work on it' })
  @Access('write')
  @RespondsNothing()
  delete(@Caller() caller: RequestContext, @Param('id', { schema: ComparisonId }) id: string) {
    return this.comparisons.delete(caller, id);
  }

  @Get(':id/disagreements')
  @ApiOperation({ summary: 'Page through the examples that one of two models answers better, the widest gap first' })
  @Access('read')
  @Responds(DisagreementPage)
  disagreements(
    @Caller() caller: RequestContext,
    @Param('id', { schema: ComparisonId }) id: string,
    @Query({ schema: DisagreementQuery }) query: DisagreementQuery,
  ) {
    return this.comparisons.disagreements(caller, id, query);
  }
}
