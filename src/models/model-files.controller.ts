import { Controller, Get, Param, Req } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Access } from '../platform/auth/access.js';
import { Caller, type RequestContext } from '../platform/auth/request-context.js';
import { Responds, RespondsContent } from '../platform/http/responds.js';
import { ModelReference } from './model.schemas.js';
import { ModelFileList } from './model-files.schemas.js';
import { ModelFilesService } from './model-files.service.js';

@ApiTags('models')
@Controller('v1/models/:id')
export class ModelFilesController {
  constructor(private readonly files: ModelFilesService) {}

  @Get('files')
  @ApiOperation({ summary: 'List the files of a model with their hashes' })
  @Access('read')
  @Responds(ModelFileList)
  list(@Caller() caller: RequestContext, @Param('id', { schema: ModelReference }) id: string) {
    return this.files.list(caller, id);
  }

  @Get('files/*path')
  @ApiOperation({ summary: 'Download a file of a model, or a range of it' })
  @Access('read')
  @ApiParam({
    name: 'path',
    type: String,
    description: 'Path of the file in the model folder, such as `onnx/model.onnx`',
  })
  @RespondsContent(['application/octet-stream', 'application/json', 'text/plain', 'text/markdown'], { ranges: true })
  download(
    @Caller() caller: RequestContext,
    @Param('id', { schema: ModelReference }) id: string,
    @Param('path') path: string[],
    @Req() request: Request,
  ) {
    return this.files.download(caller, id, path.join('/'), request);
  }

  @Get('archive')
  @ApiOperation({ summary: 'Download the whole folder of a model as a tar' })
  @Access('read')
  @RespondsContent(['application/x-tar'])
  archive(@Caller() caller: RequestContext, @Param('id', { schema: ModelReference }) id: string) {
    return this.files.archive(caller, id);
  }
}
