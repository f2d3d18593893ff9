import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../platform/auth/access.js';
import { Caller, type RequestContext } from '../platform/auth/request-context.js';
import { PageQuery } from '../platform/http/pagination.js';
import { Responds, RespondsNothing } from '../platform/http/responds.js';
import { DatasetCreate, DatasetId, DatasetPage, DatasetPatch, DatasetView } from './dataset.schemas.js';
import { DatasetService } from './dataset.service.js';

@ApiTags('datasets')
@Controller('v1/datasets')
export class DatasetController {
  constructor(private readonly datasets: DatasetService) {}

  @Post()
  @ApiOperation({ summary: 'Make a data set, without rows yet' })
  @Access('write')
  @Responds(DatasetView, { status: 201 })
  create(@Caller() caller: RequestContext, @Body({ schema: DatasetCreate }) body: DatasetCreate) {
    return this.datasets.create(caller, body);
  }

  @Get()
  @ApiOperation({ summary: 'List the data sets' })
  @Access('read')
  @Responds(DatasetPage)
  list(@Caller() caller: RequestContext, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.datasets.list(caller, page);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a data set' })
  @Access('read')
  @Responds(DatasetView)
  get(@Caller() caller: RequestContext, @Param('id', { schema: DatasetId }) id: string) {
    return this.datasets.get(caller, id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change the name or the description of a data set' })
  @Access('write')
  @Responds(DatasetView)
  update(
    @Caller() caller: RequestContext,
    @Param('id', { schema: DatasetId }) id: string,
    @Body({ schema: DatasetPatch }) patch: DatasetPatch,
  ) {
    return this.datasets.update(caller, id, patch);
  }

  @Delete(':id')
  @ApiOperation({
    summary: 'Delete a data set, all its versions and their rows; 409 while one is in use or still processing',
  })
  @Access('write')
  @RespondsNothing()
  delete(@Caller() caller: RequestContext, @Param('id', { schema: DatasetId }) id: string) {
    return this.datasets.delete(caller, id);
  }
}
