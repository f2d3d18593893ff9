import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import type { DatasetEntity } from './dataset.entity.js';
import { DatasetSecretEntity } from './dataset-secret.entity.js';

const KEY_BYTES = 32;

/** Makes and hands out the key that a data set's pseudonyms are made with: one for all of its versions. */
@Injectable()
export class DatasetSecretService {
  constructor(@InjectRepository(DatasetSecretEntity) private readonly secrets: Repository<DatasetSecretEntity>) {}

  /** Makes one where there is none yet. */
  async ensure(tx: EntityManager, { id: datasetId, projectId }: DatasetEntity): Promise<void> {
    const secret = { datasetId, projectId, pseudonymKey: randomBytes(KEY_BYTES) };
    await tx.createQueryBuilder().insert().into(DatasetSecretEntity).values(secret).orIgnore().execute();
  }

  /** In Base64. */
  async pseudonymKey(datasetId: string): Promise<string> {
    const { pseudonymKey } = await this.secrets.findOneByOrFail({ datasetId });
    return pseudonymKey.toString('base64');
  }
}
