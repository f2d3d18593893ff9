import { Controller, Delete, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../platform/auth/access.js';
import { Caller, type RequestContext } from '../platform/auth/request-context.js';
import { Responds, RespondsNothing } from '../platform/http/responds.js';
import { AliasName, ModelReference, ModelView } from './model.schemas.js';
import { ModelAliasesService } from './model-aliases.service.js';

@ApiTags('models')
@Controller('v1/models/:id/aliases/:alias')
export class ModelAliasesController {
  constructor(private readonly aliases: ModelAliasesService) {}

  @Put()
  @ApiOperation({ summary: 'Give an alias to a model, taking it from another of the same name' })
  @Access('write')
  @Responds(ModelView)
  put(
    @Caller() caller: RequestContext,
    @Param('id', { schema: ModelReference }) id: string,
    @Param('alias', { schema: AliasName }) alias: AliasName,
  ) {
    return this.aliases.put(caller, id, alias);
  }

  @Delete()
  @ApiOperation({ summary: 'Take an alias from a model' })
  @Access('write')
  @RespondsNothing()
  delete(
    @Caller() caller: RequestContext,
    @Param('id', { schema: ModelReference }) id: string,
    @Param('alias', { schema: AliasName }) alias: AliasName,
  ) {
    return this.aliases.delete(caller, id, alias);
  }
}
