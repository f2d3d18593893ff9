import { Inject, Injectable } from '@nestjs/common';
import { Prediction } from '../ml/evaluation/prediction.js';
import { pageOfLines } from '../platform/http/line-pages.js';
import type { PageOf, PageQuery } from '../platform/http/pagination.js';
import { ObjectStore } from '../platform/storage/object-store.js';

interface EvaluationAddress {
  projectId: string;
  id: string;
}

/** Predictions lie in the object store, a line each, in the order they are shown in: the worst first. */
@Injectable()
export class PredictionStore {
  constructor(@Inject(ObjectStore) private readonly objects: ObjectStore) {}

  /** Doing it again changes nothing, so this may run before the transaction that writes the result. */
  async put(evaluation: EvaluationAddress, path: string): Promise<void> {
    await this.objects.upload(path, key(evaluation));
  }

  async remove(evaluation: EvaluationAddress): Promise<void> {
    await this.objects.delete(key(evaluation));
  }

  /** Copies them all into a file. */
  async stage(evaluation: EvaluationAddress, path: string): Promise<void> {
    await this.objects.download(key(evaluation), path);
  }

  page(
    evaluation: EvaluationAddress,
    query: PageQuery,
    keeps: (prediction: Prediction) => boolean,
  ): Promise<PageOf<Prediction>> {
    return pageOfLines(this.objects, key(evaluation), query, (line) => Prediction.parse(JSON.parse(line)), keeps);
  }
}

const key = ({ projectId, id }: EvaluationAddress): string =>
  `projects/${projectId}/evaluations/${id}/predictions.jsonl`;
