import { Controller, Delete, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../platform/auth/access.js';
import { Caller, type RequestContext } from '../platform/auth/request-context.js';
import { Responds, RespondsNothing } from '../platform/http/responds.js';
import { AliasName, ModelView } from './model.schemas.js';
import { ModelAliasesService } from './model-aliases.service.js';

@ApiTags('models')
@Controller('v1/models/:id/aliases/:alias')
export class ModelAliasesController {
  constructor(private readonly aliases: ModelAliasesService) {}

  @Put()
  @Access('write')
  @Responds(ModelView)
  put(
    @Caller() caller: RequestContext,
    @Param('id') id: string,
    @Param('alias', { schema: AliasName }) alias: AliasName,
  ) {
    return this.aliases.put(caller, id, alias);
  }

  @Delete()
  @Access('write')
  @RespondsNothing()
  delete(@Caller() caller: RequestContext, @Param('id') id: string, @Param('alias') alias: string) {
    return this.aliases.delete(caller, id, alias);
  }
}
