import { Injectable, type StreamableFile } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request } from 'express';
import type { DataSource } from 'typeorm';
import type { DatasetReport } from '../ml/data/report.js';
import { PAGE_POLICY } from '../ml/pages/page.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { prefersHtml, sendPage } from '../platform/http/page-content.js';
import { DatasetService } from './dataset.service.js';
import { DatasetContentService } from './dataset-content.service.js';
import type { ReportQuery } from './dataset-version.schemas.js';
import { datasetReportPage } from './report-page/dataset-report-page.js';
import { SuspiciousLabelsService } from './suspicious-labels.service.js';

/** Suspicious labels on the page; the rest are a request away. */
const WORST = 20;

/** A version's report, for programs or for people. */
@Injectable()
export class ReportPageService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly datasets: DatasetService,
    private readonly contents: DatasetContentService,
    private readonly suspiciousLabels: SuspiciousLabelsService,
  ) {}

  async report(
    caller: RequestContext,
    id: string,
    number: number,
    { format }: ReportQuery,
    request: Request,
  ): Promise<DatasetReport | StreamableFile> {
    const report = await this.contents.report(caller, id, number);
    if (!(format ? format === 'html' : prefersHtml(request))) return report;
    const dataset = await this.datasets.find(this.dataSource.manager, caller.projectId, id);
    const version = await this.contents.ready(caller, id, number);
    const found = report.suspiciousLabels?.reason === null;
    const worst = found ? (await this.suspiciousLabels.page(caller, id, number, { limit: WORST })).data : [];
    const page = datasetReportPage({
      dataset,
      version: number,
      digest: version.digest!,
      counts: version.counts!,
      createdAt: version.createdAt.toISOString(),
      report,
      suspicious: worst,
    });
    return sendPage(page, request, PAGE_POLICY);
  }
}
