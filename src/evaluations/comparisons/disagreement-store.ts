import { Inject, Injectable } from '@nestjs/common';
import { Disagreement } from '../../ml/evaluation/comparison/disagreements.js';
import { pageOfLines } from '../../platform/http/line-pages.js';
import type { PageOf } from '../../platform/http/pagination.js';
import { ObjectStore } from '../../platform/storage/object-store.js';
import type { DisagreementQuery } from './comparison.schemas.js';

interface ComparisonAddress {
  projectId: string;
  id: string;
}

/** Disagreements lie in the object store, a line each, the widest first. */
@Injectable()
export class DisagreementStore {
  constructor(@Inject(ObjectStore) private readonly objects: ObjectStore) {}

  /** Doing it again changes nothing, so this may run before the transaction that writes the result. */
  async put(comparison: ComparisonAddress, path: string): Promise<void> {
    await this.objects.upload(path, key(comparison));
  }

  async remove(comparison: ComparisonAddress): Promise<void> {
    await this.objects.delete(key(comparison));
  }

  page(comparison: ComparisonAddress, { better, ...page }: DisagreementQuery): Promise<PageOf<Disagreement>> {
    const keeps = (found: Disagreement) => better === undefined || found.better === better;
    return pageOfLines(this.objects, key(comparison), page, (line) => Disagreement.parse(JSON.parse(line)), keeps);
  }
}

const key = ({ projectId, id }: ComparisonAddress): string =>
  `projects/${projectId}/comparisons/${id}/disagreements.jsonl`;
