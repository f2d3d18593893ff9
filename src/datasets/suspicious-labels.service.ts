import { Injectable } from '@nestjs/common';
import type { DatasetTask } from '../ml/data/example.js';
import { notForTask, type SuspiciousLabel } from '../ml/evaluation/confident-learning/suspicious-label.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { pageOfLines } from '../platform/http/line-pages.js';
import type { PageOf, PageQuery } from '../platform/http/pagination.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { SuspiciousLabelsUnavailable } from './dataset.errors.js';
import { DatasetContentService } from './dataset-content.service.js';
import { suspiciousLabelsKey } from './dataset-keys.js';

/** Pages through the labels of a version that look wrong, the worst first. */
@Injectable()
export class SuspiciousLabelsService {
  constructor(
    private readonly contents: DatasetContentService,
    private readonly store: ObjectStore,
  ) {}

  async page(caller: RequestContext, id: string, number: number, page: PageQuery): Promise<PageOf<SuspiciousLabel>> {
    const version = await this.contents.ready(caller, id, number);
    const { suspiciousLabels } = await this.contents.report(caller, id, number);
    const reason = suspiciousLabels ? suspiciousLabels.reason : olderThanThis(version.recipe!.task);
    if (reason !== null) throw new SuspiciousLabelsUnavailable(reason);
    return pageOfLines(this.store, suspiciousLabelsKey(version), page, (line): SuspiciousLabel => JSON.parse(line));
  }
}

function olderThanThis(task: DatasetTask): string {
  return task === 'text-classification'
    ? 'It was made before labels were looked at. Make a version of the same rows.'
    : notForTask(task);
}
