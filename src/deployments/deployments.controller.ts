import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../platform/auth/access.js';
import { Caller, type RequestContext } from '../platform/auth/request-context.js';
import { NumberedPageQuery, PageQuery } from '../platform/http/pagination.js';
import { Responds, RespondsNothing } from '../platform/http/responds.js';
import {
  DeploymentCreate,
  DeploymentPage,
  DeploymentReference,
  DeploymentRollback,
  DeploymentUpdate,
  DeploymentView,
  RevisionPage,
} from './deployment.schemas.js';
import { DeploymentsService } from './deployments.service.js';

const ACCEPTED = { status: 202, description: 'Under way; `status` tells the rest' };

@ApiTags('Deployments')
@Controller('v1/deployments')
export class DeploymentsController {
  constructor(private readonly deployments: DeploymentsService) {}

  @Post()
  @ApiOperation({ summary: 'Serve a model under a name' })
  @Access('write')
  @Responds(DeploymentView, ACCEPTED)
  create(@Caller() caller: RequestContext, @Body({ schema: DeploymentCreate }) body: DeploymentCreate) {
    return this.deployments.create(caller, body);
  }

  @Get()
  @ApiOperation({ summary: 'List deployments' })
  @Access('read')
  @Responds(DeploymentPage)
  list(@Caller() caller: RequestContext, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.deployments.list(caller, page);
  }

  @Get(':name')
  @ApiOperation({ summary: 'Look at a deployment' })
  @Access('read')
  @Responds(DeploymentView)
  get(@Caller() caller: RequestContext, @Param('name', { schema: DeploymentReference }) name: string) {
    return this.deployments.get(caller, name);
  }

  @Patch(':name')
  @ApiOperation({ summary: 'Change its model, as a new revision; the old one answers until the new one is loaded' })
  @Access('write')
  @Responds(DeploymentView, ACCEPTED)
  update(
    @Caller() caller: RequestContext,
    @Param('name', { schema: DeploymentReference }) name: string,
    @Body({ schema: DeploymentUpdate }) body: DeploymentUpdate,
  ) {
    return this.deployments.update(caller, name, body);
  }

  @Post(':name/rollback')
  @ApiOperation({ summary: "Bring an earlier revision's model back, as a new revision" })
  @ApiBody({ required: false })
  @Access('write')
  @Responds(DeploymentView, ACCEPTED)
  rollback(
    @Caller() caller: RequestContext,
    @Param('name', { schema: DeploymentReference }) name: string,
    @Body({ schema: DeploymentRollback.optional() }) body: DeploymentRollback | undefined,
  ) {
    return this.deployments.rollback(caller, name, body);
  }

  @Post(':name/stop')
  @ApiOperation({ summary: 'Stop answering, and free the memory' })
  @Access('write')
  @Responds(DeploymentView, ACCEPTED)
  stop(@Caller() caller: RequestContext, @Param('name', { schema: DeploymentReference }) name: string) {
    return this.deployments.stop(caller, name);
  }

  @Post(':name/start')
  @ApiOperation({ summary: 'Start a stopped deployment, or try a failed one again' })
  @Access('write')
  @Responds(DeploymentView, ACCEPTED)
  start(@Caller() caller: RequestContext, @Param('name', { schema: DeploymentReference }) name: string) {
    return this.deployments.start(caller, name);
  }

  @Get(':name/revisions')
  @ApiOperation({ summary: 'List its revisions: which model served when, and who asked for it' })
  @Access('read')
  @Responds(RevisionPage)
  revisions(
    @Caller() caller: RequestContext,
    @Param('name', { schema: DeploymentReference }) name: string,
    @Query({ schema: NumberedPageQuery }) page: NumberedPageQuery,
  ) {
    return this.deployments.revisions(caller, name, page);
  }

  @Delete(':name')
  @ApiOperation({ summary: 'Delete a deployment with its revisions, its logged predictions and the feedback on them' })
  @Access('write')
  @RespondsNothing()
  delete(@Caller() caller: RequestContext, @Param('name', { schema: DeploymentReference }) name: string) {
    return this.deployments.delete(caller, name);
  }
}
