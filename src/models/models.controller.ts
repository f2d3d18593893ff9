import { Body, Controller, Delete, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Access } from '../platform/auth/access.js';
import { Caller, type RequestContext } from '../platform/auth/request-context.js';
import { Responds, RespondsNothing } from '../platform/http/responds.js';
import { TakesUpload } from '../platform/http/takes-upload.js';
import { ModelListQuery, ModelPage, ModelReference, ModelView } from './model.schemas.js';
import { ModelImport, ModelUpload } from './model-import.schemas.js';
import { ModelImportService } from './model-import.service.js';
import { ModelLineageView } from './model-lineage.schemas.js';
import { ModelLineageService } from './model-lineage.service.js';
import { ModelsService } from './models.service.js';

@ApiTags('models')
@Controller('v1/models')
export class ModelsController {
  constructor(
    private readonly models: ModelsService,
    private readonly imports: ModelImportService,
    private readonly lineages: ModelLineageService,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Import a model from the Hugging Face Hub, from a folder, or from an uploaded tar of one' })
  @Access('write')
  @TakesUpload(ModelUpload, 'A tar of the model folder, plain or gzipped')
  @Responds(ModelView, { status: 202, description: 'Its import has been queued' })
  import(
    @Caller() caller: RequestContext,
    @Body({ schema: ModelImport.optional() }) body: ModelImport | undefined,
    @Req() request: Request,
  ) {
    return this.imports.import(caller, body, request);
  }

  @Get()
  @ApiOperation({ summary: 'List the models, those that ship with Temper last' })
  @Access('read')
  @Responds(ModelPage)
  list(@Caller() caller: RequestContext, @Query({ schema: ModelListQuery }) query: ModelListQuery) {
    return this.models.list(caller, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a model: whether it is ready, or why its import failed' })
  @Access('read')
  @Responds(ModelView)
  get(@Caller() caller: RequestContext, @Param('id', { schema: ModelReference }) id: string) {
    return this.models.get(caller, id);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a model with its files and aliases; 409 while something refers to it' })
  @Access('write')
  @RespondsNothing()
  delete(@Caller() caller: RequestContext, @Param('id', { schema: ModelReference }) id: string) {
    return this.models.delete(caller, id);
  }

  @Get(':id/lineage')
  @ApiOperation({ summary: 'Where a model comes from, and what was trained from it' })
  @Access('read')
  @Responds(ModelLineageView)
  lineage(@Caller() caller: RequestContext, @Param('id', { schema: ModelReference }) id: string) {
    return this.lineages.get(caller, id);
  }
}
