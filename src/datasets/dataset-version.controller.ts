import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Access } from '../platform/auth/access.js';
import { Caller, type RequestContext } from '../platform/auth/request-context.js';
import { NumberedPageQuery, PageQuery } from '../platform/http/pagination.js';
import { Responds, RespondsContent } from '../platform/http/responds.js';
import { TakesUpload } from '../platform/http/takes-upload.js';
import { DatasetId } from './dataset.schemas.js';
import { DatasetContentService } from './dataset-content.service.js';
import {
  ContentQuery,
  ExamplePage,
  ReportQuery,
  ReportView,
  SuspiciousLabelPage,
  splitFilter,
  VersionCreate,
  VersionNumber,
  VersionPage,
  VersionUpload,
  VersionView,
} from './dataset-version.schemas.js';
import { DatasetVersionService } from './dataset-version.service.js';
import { ExamplePagesService, type ExampleQuery } from './example-pages.service.js';
import { ReportPageService } from './report-page.service.js';
import { SuspiciousLabelsService } from './suspicious-labels.service.js';
import { VersionIntakeService } from './version-intake.service.js';

const ExamplesQuery = PageQuery.extend({ split: splitFilter });

@ApiTags('datasets')
@Controller('v1/datasets/:id/versions')
export class DatasetVersionController {
  constructor(
    private readonly intake: VersionIntakeService,
    private readonly versions: DatasetVersionService,
    private readonly contents: DatasetContentService,
    private readonly examplePages: ExamplePagesService,
    private readonly reports: ReportPageService,
    private readonly suspiciousLabels: SuspiciousLabelsService,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Make a version of rows: from a file, from examples in the request, or from records of this service',
  })
  @Access('write')
  @TakesUpload(VersionUpload, 'CSV, TSV, JSON Lines or a JSON array of rows, in UTF-8; gzip allowed')
  @Responds(VersionView, { status: 202, description: 'It is being made' })
  create(
    @Caller() caller: RequestContext,
    @Param('id', { schema: DatasetId }) id: string,
    @Body({ schema: VersionCreate.optional() }) body: VersionCreate | undefined,
    @Req() request: Request,
  ) {
    return this.intake.create(caller, id, body, request);
  }

  @Get()
  @ApiOperation({ summary: 'List the versions of a data set' })
  @Access('read')
  @Responds(VersionPage)
  list(
    @Caller() caller: RequestContext,
    @Param('id', { schema: DatasetId }) id: string,
    @Query({ schema: NumberedPageQuery }) page: NumberedPageQuery,
  ) {
    return this.versions.list(caller, id, page);
  }

  @Get(':version')
  @ApiOperation({ summary: 'Get a version: whether it is ready, or why it failed' })
  @Access('read')
  @Responds(VersionView)
  get(
    @Caller() caller: RequestContext,
    @Param('id', { schema: DatasetId }) id: string,
    @Param('version', { schema: VersionNumber }) version: number,
  ) {
    return this.versions.get(caller, id, version);
  }

  @Get(':version/report')
  @ApiOperation({ summary: 'What came of the rows on their way into the version' })
  @Access('read')
  @Responds(ReportView, {
    description: 'The report; with format=html, or where Accept prefers text/html, a page of it',
  })
  report(
    @Caller() caller: RequestContext,
    @Param('id', { schema: DatasetId }) id: string,
    @Param('version', { schema: VersionNumber }) version: number,
    @Query({ schema: ReportQuery }) query: ReportQuery,
    @Req() request: Request,
  ) {
    return this.reports.report(caller, id, version, query, request);
  }

  @Get(':version/suspicious-labels')
  @ApiOperation({ summary: 'Page through the rows whose labels look wrong, the worst first' })
  @Access('read')
  @Responds(SuspiciousLabelPage)
  suspicious(
    @Caller() caller: RequestContext,
    @Param('id', { schema: DatasetId }) id: string,
    @Param('version', { schema: VersionNumber }) version: number,
    @Query({ schema: PageQuery }) page: PageQuery,
  ) {
    return this.suspiciousLabels.page(caller, id, version, page);
  }

  @Get(':version/examples')
  @ApiOperation({ summary: 'Page through the rows of a version' })
  @Access('read')
  @Responds(ExamplePage)
  examples(
    @Caller() caller: RequestContext,
    @Param('id', { schema: DatasetId }) id: string,
    @Param('version', { schema: VersionNumber }) version: number,
    @Query({ schema: ExamplesQuery }) query: ExampleQuery,
  ) {
    return this.examplePages.page(caller, id, version, query);
  }

  @Get(':version/content')
  @ApiOperation({ summary: 'Download the rows of a version, of one split or of all' })
  @Access('read')
  @RespondsContent(['application/jsonl', 'text/csv'], { ranges: true })
  content(
    @Caller() caller: RequestContext,
    @Param('id', { schema: DatasetId }) id: string,
    @Param('version', { schema: VersionNumber }) version: number,
    @Query({ schema: ContentQuery }) query: ContentQuery,
    @Req() request: Request,
  ) {
    return this.contents.content(caller, id, version, query, request);
  }
}
