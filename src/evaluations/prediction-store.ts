import { Inject, Injectable } from '@nestjs/common';
import { readLines } from '../ml/data/lines.js';
import { Prediction } from '../ml/evaluation/prediction.js';
import { type PageOf, type PageQuery, UnknownCursor } from '../platform/http/pagination.js';
import { ObjectStore } from '../platform/storage/object-store.js';

const NEWLINE = 0x0a;

interface EvaluationAddress {
  projectId: string;
  id: string;
}

/** Predictions lie in the object store, a line each, in the order they are shown in; a cursor is the byte of a line's start. */
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

  async page(evaluation: EvaluationAddress, { limit, after = '0' }: PageQuery): Promise<PageOf<Prediction>> {
    const { size } = await this.objects.head(key(evaluation));
    const start = /^\d+$/.test(after) ? Number(after) : Number.NaN;
    if (!(await this.isLineStart(evaluation, start, size))) throw new UnknownCursor(after);
    const data: Prediction[] = [];
    let end = start;
    for await (const lines of readLines(await this.objects.getRange(key(evaluation), start, size - 1))) {
      for (const line of lines) {
        if (data.length === limit) return { data, hasMore: true, nextCursor: String(end) };
        data.push(Prediction.parse(JSON.parse(line)));
        end += Buffer.byteLength(line) + 1;
      }
    }
    return { data, hasMore: false, nextCursor: null };
  }

  private async isLineStart(evaluation: EvaluationAddress, start: number, size: number): Promise<boolean> {
    if (start === 0) return true;
    if (!Number.isSafeInteger(start) || start < 0 || start >= size) return false;
    const [bytes] = (await (await this.objects.getRange(key(evaluation), start - 1, start - 1)).toArray()) as Buffer[];
    return bytes?.[0] === NEWLINE;
  }
}

const key = ({ projectId, id }: EvaluationAddress): string =>
  `projects/${projectId}/evaluations/${id}/predictions.jsonl`;
