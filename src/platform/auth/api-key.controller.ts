import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { PageQuery } from '../http/pagination.js';
import { Responds, RespondsNothing } from '../http/responds.js';
import { Access } from './access.js';
import { ApiKeyCreate, ApiKeyCreated, ApiKeyId, ApiKeyPage } from './api-key.schemas.js';
import { ApiKeyService } from './api-key.service.js';
import { Caller, type RequestContext } from './request-context.js';

@ApiTags('API keys')
@Controller('v1/api-keys')
export class ApiKeyController {
  constructor(private readonly apiKeys: ApiKeyService) {}

  @Post()
  @ApiOperation({ summary: 'Make an API key; its secret is shown this once' })
  @Access('admin')
  @Responds(ApiKeyCreated, { status: 201 })
  create(@Caller() caller: RequestContext, @Body({ schema: ApiKeyCreate }) body: ApiKeyCreate) {
    return this.apiKeys.create(caller, body);
  }

  @Get()
  @ApiOperation({ summary: 'List the API keys that are not revoked' })
  @Access('admin')
  @Responds(ApiKeyPage)
  list(@Caller() caller: RequestContext, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.apiKeys.list(caller, page);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Revoke an API key, from its next request on' })
  @Access('admin')
  @RespondsNothing()
  delete(@Caller() caller: RequestContext, @Param('id', { schema: ApiKeyId }) id: string) {
    return this.apiKeys.revoke(caller, id);
  }
}
