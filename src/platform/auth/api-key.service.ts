import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ArrayContains, IsNull, MoreThan, type Repository } from 'typeorm';
import { Invalid } from '../errors/problem.js';
import { type PageOf, type PageQuery, paginate } from '../http/pagination.js';
import { newId } from '../ids.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { ApiKeyNotFound, LastAdminKey } from './api-key.errors.js';
import { type ApiKeyCreate, type ApiKeyCreated, type ApiKeyView, toApiKeyView } from './api-key.schemas.js';
import type { RequestContext } from './request-context.js';
import { formatKey, hashSecret, matchesHash, newSecret, parseKey, publicIdOf } from './secret.js';

const LAST_USED_PRECISION_MS = 60_000;

@Injectable()
export class ApiKeyService {
  constructor(@InjectRepository(ApiKeyEntity) private readonly keys: Repository<ApiKeyEntity>) {}

  async create(caller: RequestContext, body: ApiKeyCreate): Promise<ApiKeyCreated> {
    const expiresAt = body.expiresAt ? new Date(body.expiresAt) : null;
    if (expiresAt && expiresAt.getTime() <= Date.now()) {
      const message = `expected a time to come; found ${body.expiresAt}`;
      throw new Invalid('expires-in-the-past', `The key would expire before it is used: ${message}.`, {
        errors: [{ path: 'expiresAt', message }],
      });
    }
    const id = newId('key');
    const presented = { publicId: publicIdOf(id), secret: newSecret() };
    const key = await this.keys.save(
      this.keys.create({
        id,
        projectId: caller.projectId,
        publicId: presented.publicId,
        name: body.name,
        scopes: body.scopes,
        secretHash: hashSecret(presented.secret),
        expiresAt,
        lastUsedAt: null,
        revokedAt: null,
      }),
    );
    return { ...toApiKeyView(key), key: formatKey(presented) };
  }

  list(caller: RequestContext, page: PageQuery): Promise<PageOf<ApiKeyView>> {
    const query = this.keys
      .createQueryBuilder('key')
      .where('key.projectId = :projectId AND key.revokedAt IS NULL', { projectId: caller.projectId });
    return paginate(query, page, 'key', toApiKeyView);
  }

  /** Takes effect with the next request: keys are looked up on every one, and cached nowhere. */
  async revoke({ projectId }: RequestContext, id: string): Promise<void> {
    await this.keys.manager.transaction(async (tx) => {
      const keys = tx.getRepository(ApiKeyEntity);
      // Locked, so that of two admins who revoke each other's key only one succeeds.
      const lasting = await keys.find({
        where: { projectId, revokedAt: IsNull(), expiresAt: IsNull(), scopes: ArrayContains(['admin']) },
        lock: { mode: 'pessimistic_write' },
      });
      if (lasting.length === 1 && lasting[0]?.id === id) throw new LastAdminKey();
      const revoked = await keys.update({ id, projectId, revokedAt: IsNull() }, { revokedAt: new Date() });
      if (revoked.affected === 0) throw new ApiKeyNotFound(id);
    });
  }

  /** The caller that a presented key stands for; null when it is unknown, revoked or expired. */
  async authenticate(token: string): Promise<RequestContext | null> {
    const presented = parseKey(token);
    if (!presented) return null;
    const key = await this.keys.findOne({
      where: [
        { publicId: presented.publicId, revokedAt: IsNull(), expiresAt: IsNull() },
        { publicId: presented.publicId, revokedAt: IsNull(), expiresAt: MoreThan(new Date()) },
      ],
    });
    if (!key || !matchesHash(presented.secret, key.secretHash)) return null;
    await this.noteUse(key);
    return { projectId: key.projectId, apiKeyId: key.id, scopes: key.scopes };
  }

  private async noteUse(key: ApiKeyEntity): Promise<void> {
    if (key.lastUsedAt && Date.now() - key.lastUsedAt.getTime() < LAST_USED_PRECISION_MS) return;
    await this.keys.update({ id: key.id, revokedAt: IsNull() }, { lastUsedAt: new Date() });
  }
}
